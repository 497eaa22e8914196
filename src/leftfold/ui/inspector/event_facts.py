"""The facts of an event, each under its name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from leftfold.model.event import Event
from leftfold.model.times import microseconds
from leftfold.ui.clock import Clock

_NAMES: Final = ("Type", "Version", "Position", "Recorded")
_SELECTABLE: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class EventFacts(QWidget):
    """Shows an event's type, version, position and time, to be read and copied."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._event: Event | None = None
        self._labels = {name: QLabel() for name in _NAMES}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(3)
        layout.setColumnStretch(1, 1)
        for row, (name, label) in enumerate(self._labels.items()):
            caption = QLabel(name)
            caption.setProperty("role", "caption")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(_SELECTABLE)
            label.setWordWrap(True)
            label.setAccessibleName(name)
            layout.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(label, row, 1)
        clock.changed.connect(self._show)

    def show_event(self, event: Event) -> None:
        """Show the facts of another event."""
        self._event = event
        self._show()

    def text(self, name: str) -> str:
        """The fact shown under a name."""
        return self._labels[name].text()

    def _show(self) -> None:
        event = self._event
        if event is not None:
            for name, text in zip(_NAMES, self._texts(event), strict=True):
                self._labels[name].setText(text)

    def _texts(self, event: Event) -> tuple[str, ...]:
        at = event.recorded_at
        return (
            event.type,
            f"{event.version:,}",
            "none" if event.position is None else f"{event.position:,}",
            "not known" if at is None else self._clock.day_and_time(microseconds(at)),
        )
