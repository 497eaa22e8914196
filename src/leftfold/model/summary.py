"""What a list of aggregates shows, a row an aggregate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class AggregateSummary:
    """One aggregate of a store: how many events, up to which version, from when to when."""

    stream: StreamId
    version: int
    """The version of its last event."""
    events: int
    first_at: datetime | None
    last_at: datetime | None
