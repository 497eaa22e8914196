"""Edits: what may be done to a stream. A draft is a list of them; a commit writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class Append:
    """A new event at the end of the stream."""

    type: str
    data: JsonObject
    recorded_at: datetime
    """Set when the edit is made and stored as it is, so that the preview and the store fold the same event."""
    metadata: JsonObject | None = None
    """What the event's metadata holds besides the author, reason and ticket of the commit."""
    compensates: tuple[int, ...] = ()
    """The versions of the stored events that it makes up for; its metadata names them."""


@dataclass(frozen=True, slots=True)
class SoftDelete:
    """A stored event that shall no longer count."""

    version: int


@dataclass(frozen=True, slots=True)
class Restore:
    """A soft-deleted event that shall count again."""

    version: int


Edit: TypeAlias = Append | SoftDelete | Restore


@dataclass(frozen=True, slots=True)
class Because:
    """Who writes, and why; recorded with every write."""

    author: str
    reason: str
    ticket: str = ""
    committer: str = ""
    """Who commits what the author drafted; empty where that is the author."""


@dataclass(frozen=True, slots=True)
class States:
    """The hashes of a stream's state before a commit and after it."""

    domain: str
    """The name of the domain that showed the states."""
    before: str
    """The SHA-256 of the state's canonical JSON, in hexadecimal."""
    after: str


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one commit writes to one stream."""

    stream: StreamId
    base_version: int | None
    """The version of the stream's last event when the edits were made; None for a stream without events. The commit
    checks it."""
    edits: tuple[Edit, ...]
    because: Because
    base_deletions: frozenset[int] = frozenset()
    """The versions that were soft-deleted when the edits were made; the commit checks them too."""
    states: States | None = None
    """What the edits do to the state, for the record; None where that is not known."""


def correction_metadata(append: Append, because: Because) -> JsonObject:
    """The metadata an appended event carries: its own, then who, why, for which ticket and what it compensates, under
    `leftfold`.
    """
    note: JsonObject = {"author": because.author, "reason": because.reason}
    if because.ticket:
        note["ticket"] = because.ticket
    if because.committer:
        note["committer"] = because.committer
    if append.compensates:
        note["compensates"] = list(append.compensates)
    return {**(append.metadata or {}), "leftfold": note}
