"""First, where a scan found the events: how many there are, and of whom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from leftfold.batch.which import Listed
from leftfold.model.stream import StreamId

_ABOUT: Final = (
    "These are the events to be corrected. One that is soft-deleted since, or gone, is passed over. Nothing is written."
)
_NAMED: Final = 8
"""Aggregates that are named: the dry run lists all."""


class ListedPage(QWidget):
    """Tells which events are wrong; there is nothing to choose."""

    def __init__(self, listed: Listed) -> None:
        super().__init__()
        self.which: Final = listed
        """The events."""
        self._found, self._streams, about = QLabel(_found(listed)), QLabel(_named(listed)), QLabel(_ABOUT)
        about.setProperty("role", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label in (self._found, self._streams, about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        layout.addStretch()

    @property
    def said(self) -> str:
        """How many events are listed, and of whom."""
        return f"{self._found.text()}\n{self._streams.text()}"


def _found(listed: Listed) -> str:
    events = "1 event" if len(listed) == 1 else f"{len(listed):,} events"
    aggregates = "1 aggregate" if len(listed.streams) == 1 else f"{len(listed.streams):,} aggregates"
    return f"The scan found {events} of {aggregates}:"


def _named(listed: Listed) -> str:
    lines = [_line(stream, versions) for stream, versions in listed.streams[:_NAMED]]
    more = len(listed.streams) - len(lines)
    return "\n".join((*lines, *((f"… and {more:,} more",) if more else ())))


def _line(stream: StreamId, versions: tuple[int, ...]) -> str:
    told = ", ".join(map(str, versions[:_NAMED]))
    more = len(versions) - _NAMED
    return f"{stream}: event{'s' if len(versions) > 1 else ''} {told}" + (f" and {more:,} more" if more > 0 else "")
