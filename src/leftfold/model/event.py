"""An event as it was decoded from its store: a past fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias

from typing_extensions import override

from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, from_microseconds


@dataclass(frozen=True, slots=True)
class Undecodable:
    """A payload or metadata document that could not be read, kept as the bytes that were stored."""

    raw: bytes
    reason: str
    """Why, as the end of the sentence "the payload …", for instance "is not JSON: unexpected end of data"."""

    @override
    def __str__(self) -> str:
        return f"{self.reason} ({len(self.raw):,} bytes)"


Document: TypeAlias = Json | Undecodable


class Event(NamedTuple):
    """One decoded event. A named tuple, because a replay of a million events makes a million of them."""

    stream: StreamId
    version: int
    """Place in its stream; the first is the layout's first version (0 or 1)."""
    type: str
    data: Document
    metadata: Document = None
    at: int = NO_TIME
    """When it was stored, in microseconds since 1970-01-01 UTC; `NO_TIME` where the store does not say."""
    position: int | None = None
    """Place in the store; None where the store has no global order, and for an event that is not stored yet."""
    deleted: bool = False
    """Whether the event is soft-deleted: kept, but no longer part of the state."""

    @property
    def recorded_at(self) -> datetime | None:
        """When it was stored, in UTC; None where the store does not say."""
        return None if self.at == NO_TIME else from_microseconds(self.at)

    @property
    def unreadable(self) -> dict[str, Undecodable]:
        """What of it could not be read, by what it is: its payload, its metadata."""
        parts = {"payload": self.data, "metadata": self.metadata}
        return {name: part for name, part in parts.items() if isinstance(part, Undecodable)}
