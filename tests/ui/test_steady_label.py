"""A label for a text that changes with every step of the cursor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leftfold.ui.steady_label import SteadyLabel


class _Layouts(QObject):
    """Counts how often a widget is laid out anew."""

    count = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


def test_only_a_text_longer_than_all_before_asks_for_room(qtbot: QtBot) -> None:
    around, label, layouts = QWidget(), SteadyLabel(), _Layouts()
    qtbot.addWidget(around)
    QHBoxLayout(around).addWidget(label)
    around.installEventFilter(layouts)
    around.show()
    label.show_text("1,000 / 1,000")
    qtbot.waitUntil(lambda: layouts.count > 0)
    before, room = layouts.count, label.sizeHint()
    label.show_text("1 / 1,000")
    label.show_text("12 / 1,000")
    around.grab()
    assert label.text == "12 / 1,000"
    assert (layouts.count, label.sizeHint()) == (before, room)
    label.show_text("1,000,000 / 1,000,000")
    qtbot.waitUntil(lambda: layouts.count > before)
    assert label.minimumSizeHint().width() == label.sizeHint().width() > room.width()


def test_one_that_fades_needs_no_room_and_is_told_in_full(qtbot: QtBot) -> None:
    label = SteadyLabel(fades=True)
    qtbot.addWidget(label)
    label.show_text("Tue 4 Mar 2025, 10:32:07 UTC")
    assert label.minimumSizeHint().width() == 0
    assert label.toolTip() == label.accessibleDescription() == label.text
