"""How a store writes its documents, ids and times."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from leftfold.model.times import microseconds


class DocumentForm(StrEnum):
    """How a payload, metadata document or snapshot is stored."""

    JSON = "json"
    EVENTSOURCING = "eventsourcing"
    """JSON with wrapped values, perhaps compressed or encrypted, as PyPI `eventsourcing` writes it."""
    ANY = "any"
    """As the application chose: what it is, is told by its first bytes."""


class IdForm(StrEnum):
    """How an aggregate's id is stored."""

    TEXT = "text"
    UUID_HEX = "uuid-hex"
    """A UUID as 32 hexadecimal digits, shown with its dashes; any other text as it is."""
    UUID = "uuid"
    """A UUID as text or as 16 bytes, shown with its dashes; any other text as it is."""
    SHA1 = "sha1"
    """A text after its own SHA-1, in a column of its own that the library's indexes are over and nobody is shown."""


class TimeUnit(StrEnum):
    """What a stored time counts."""

    ISO = "iso"
    """Nothing: it is a date and time, or an ISO 8601 text; in UTC where no zone is told."""
    SECONDS = "s"
    MILLISECONDS = "ms"
    MICROSECONDS = "us"
    TICKS = "ticks"
    """Tenths of microseconds since year 1, as .NET counts."""


PER_SECOND: Final = {TimeUnit.SECONDS: 1, TimeUnit.MILLISECONDS: 1_000, TimeUnit.MICROSECONDS: 1_000_000}
"""How many of each unit a second has; those that count from 1970."""
TICKS_BEFORE_1970: Final = -10 * microseconds(datetime.min.replace(tzinfo=UTC))
"""From when ticks are counted to when the other units are."""
