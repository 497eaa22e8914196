"""A short label shows the part of its text that tells most, and all of it where there is room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from leftfold.ui.inspector.short_label import ShortLabel

TEXT = "a.long.path.to.a.field.deep.in.the.state"


@pytest.mark.parametrize(
    ("elide", "end"), [(Qt.TextElideMode.ElideLeft, TEXT[-5:]), (Qt.TextElideMode.ElideRight, "…")]
)
def test_it_cuts_what_it_has_no_room_for(qtbot: QtBot, elide: Qt.TextElideMode, end: str) -> None:
    label = ShortLabel(elide)
    qtbot.addWidget(label)
    label.setText(TEXT)
    label.resize(100, 20)
    label.show()
    qtbot.waitUntil(lambda: label.toolTip() == TEXT)
    assert "…" in label.shown
    assert label.shown.endswith(end)
    label.resize(1000, 20)
    qtbot.waitUntil(lambda: label.toolTip() == "")
    assert label.shown == TEXT


def test_it_never_asks_for_room(qtbot: QtBot) -> None:
    label = ShortLabel()
    qtbot.addWidget(label)
    label.setText(TEXT)
    assert label.minimumSizeHint().width() == 0
