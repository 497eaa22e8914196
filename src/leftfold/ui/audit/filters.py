"""The fields that narrow the audit down."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from leftfold.model.audit import AuditFilter
from leftfold.model.times import parse_time

_PAUSE: Final = 120
"""Milliseconds without a key after which is searched: longer than between two keys, too short to be felt."""
_FIELDS: Final = (
    ("find", "Find", "Any text", "Text anywhere in an entry"),
    ("aggregate", "Aggregate", "TYPE/ID", "A part of the aggregate's type and id"),
    ("author", "Who", "Name", "A part of the author's name"),
    ("ticket", "Ticket", "Ticket", "A part of the ticket"),
    ("since", "From", "2026-11-01", "From this time on, in UTC"),
    ("until", "To", "2026-11-30T12:00", "Up to this time, in UTC"),
)


class FilterBar(QWidget):
    """Says which entries are wanted once typing pauses."""

    wanted = Signal(object)
    """The `AuditFilter` now."""
    complained = Signal(str)
    """What was typed means nothing: the sentence that says why; empty once it does."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = {name: QLineEdit() for name, *_rest in _FIELDS}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for name, title, hint, help_ in _FIELDS:
            field, label = self.fields[name], QLabel(title)
            label.setProperty("role", "caption")
            label.setBuddy(field)
            field.setPlaceholderText(hint)
            field.setToolTip(help_)
            field.setAccessibleName(title)
            field.setAccessibleDescription(help_)
            field.setClearButtonEnabled(True)
            field.textChanged.connect(self._pause.start)
            layout.addWidget(label)
            layout.addWidget(field, 2 if name == "find" else 1)

    def _tell(self) -> None:
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        try:
            since, until = (_time(typed[name]) for name in ("since", "until"))
        except ValueError:
            self.complained.emit("A time is written as 2026-11-24 or 2026-11-24T16:30, in UTC.")
            return
        self.complained.emit("")
        wanted = AuditFilter(
            aggregate=typed["aggregate"],
            author=typed["author"],
            ticket=typed["ticket"],
            since=since,
            until=until,
            find=typed["find"],
        )
        self.wanted.emit(wanted)


def _time(typed: str) -> datetime | None:
    return parse_time(typed) if typed else None
