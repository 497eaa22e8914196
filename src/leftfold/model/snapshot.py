"""A snapshot that the application stored: evidence of what it thought the state was, not the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leftfold.model.event import Document
from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of an aggregate after the event with a version, as the application stored it."""

    stream: StreamId
    version: int
    state: Document
    recorded_at: datetime | None
