"""The audit as it is read: who changed what, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from leftfold import __version__
from leftfold.model.edits import Append, Because, States
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import Json, JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.model.times import time_or_none

TOOL: Final = f"leftfold {__version__}"
"""What writes."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One write to the store."""

    at: datetime | None
    because: Because
    tool: str
    """The name and version of the program that wrote."""
    stream: StreamId | None
    """None for an import into many streams."""
    base_version: int | None
    version: int | None
    """The stream's last version after the write."""
    edits: Document
    """What was written, as a list of objects."""
    number: int = 0
    states: States | None = None
    """The hashes of the state before and after; None where they were not worked out."""
    previous: str = ""
    """The hash of the entry before."""
    hash: str = ""
    """Empty where the entry is not in the chain."""
    sure: bool = True
    """Whether it is known that it was written; a write that was cut short may or may not be in the store."""

    @property
    def written(self) -> tuple[JsonObject, ...]:
        """What was written, an object an edit; nothing where that cannot be read."""
        edits = self.edits
        return tuple(edit for edit in edits if isinstance(edit, dict)) if isinstance(edits, list) else ()


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is left out does not matter."""

    stream: StreamId | None = None
    aggregate: str = ""
    """A part of `TYPE/ID`; this and all texts below in small or capital letters."""
    author: str = ""
    """A part of the author's name."""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Up to this time, it included."""
    find: str = ""
    """A text anywhere in the entry."""

    def takes(self, entry: AuditEntry) -> bool:
        """Whether the entry is among those that are wanted."""
        because = entry.because
        return (
            (self.stream is None or self.stream == entry.stream)
            and self.aggregate.casefold() in _place(entry).casefold()
            and self.author.casefold() in because.author.casefold()
            and self.ticket.casefold() in because.ticket.casefold()
            and self._is_in_time(entry.at)
            and (not self.find or self.find.casefold() in _text(entry).casefold())
        )

    def _is_in_time(self, at: datetime | None) -> bool:
        if at is None:
            return self.since is None and self.until is None
        return (self.since is None or at >= self.since) and (self.until is None or at <= self.until)


def appended(event: Append) -> JsonObject:
    """An appended event as an entry tells of it, in full but for what the entry says itself."""
    own: JsonObject = {"edit": "append", "type": event.type, "data": event.data}
    return {**own, "metadata": event.metadata} if event.metadata else own


def audit_row(entry: AuditEntry) -> JsonObject:
    """An entry as it is printed and exported for programs."""
    stream, because, states = entry.stream, entry.because, entry.states
    return {
        "entry": entry.number,
        "at": time_or_none(entry.at),
        "author": because.author,
        "reason": because.reason,
        "ticket": because.ticket,
        "tool": entry.tool,
        "aggregate_type": None if stream is None else stream.type,
        "aggregate_id": None if stream is None else stream.id,
        "base_version": entry.base_version,
        "version": entry.version,
        "edits": _edits(entry.edits),
        "domain": None if states is None else states.domain,
        "state_before": None if states is None else states.before,
        "state_after": None if states is None else states.after,
        "previous": entry.previous,
        "hash": entry.hash,
        "sure": entry.sure,
    }


def _edits(edits: Document) -> Json:
    return {"unreadable": edits.reason} if isinstance(edits, Undecodable) else edits


def _text(entry: AuditEntry) -> str:
    because = entry.because
    edits = "" if isinstance(entry.edits, Undecodable) else compact(entry.edits)
    return "\n".join((because.author, because.reason, because.ticket, entry.tool, _place(entry), edits))


def _place(entry: AuditEntry) -> str:
    return "" if entry.stream is None else str(entry.stream)
