"""A panel that is made when it is first seen."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.later_panel import LaterPanel


def test_it_is_made_once_and_only_when_it_is_seen(qtbot: QtBot) -> None:
    made: list[QLabel] = []

    def make() -> QLabel:
        made.append(QLabel("here"))
        return made[-1]

    later = LaterPanel(make)
    qtbot.addWidget(later)
    assert made == []
    later.show()
    assert made[0].isVisible()
    later.hide()
    later.show()
    assert len(made) == 1
    assert later.panel is made[0]
