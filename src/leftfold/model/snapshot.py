"""A snapshot: evidence of what the state was thought to be, not the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leftfold.model.event import Document
from leftfold.model.step import Failure
from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a snapshot that Leftfold made stands: where all of it still holds, a replay may go on from there."""

    domain: str
    """The name of the domain that folded it."""
    reducer: str
    """What tells that domain's functions from those of another version."""
    events: int
    """How many events were folded, the soft-deleted ones passed by."""
    position: int
    """The place in the store of the last of them."""
    deleted: tuple[int, ...]
    """The versions of those that were soft-deleted."""
    failure: Failure | None
    """The first of them that could not be applied."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of an aggregate after the event with a version, as it was stored."""

    stream: StreamId
    version: int
    state: Document
    recorded_at: datetime | None
    basis: Basis | None = None
    """None for the application's own."""

    @property
    def is_ours(self) -> bool:
        """Whether Leftfold made it, and not the application."""
        return self.basis is not None


@dataclass(frozen=True, slots=True)
class SnapshotMark:
    """Where a snapshot is, without what it holds."""

    version: int
    is_ours: bool
    """Whether Leftfold made it, and not the application."""


def maker(*, is_ours: bool) -> str:
    """Who made a snapshot, as a person is told."""
    return "Leftfold" if is_ours else "the application"
