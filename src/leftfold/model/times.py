"""Points in time: always UTC inside, microseconds where they are numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_TIME: Final = -(2**63)
"""Stands for microseconds since 1970 where it is not known when something was."""
_MICROSECOND = timedelta(microseconds=1)


def parse_time(text: str) -> datetime:
    """The point in time an ISO 8601 text names, in UTC; a text without a zone is taken as UTC.

    Raises `ValueError` where the text is not ISO 8601, or where the time in UTC is not within the years 1 to 9999.
    """
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        return time.replace(tzinfo=UTC)
    try:
        return time.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is beyond the years that can be counted") from error


def microseconds(time: datetime) -> int:
    """Microseconds since 1970-01-01 UTC."""
    return (time - EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The point in time so many microseconds after 1970-01-01 UTC."""
    return EPOCH + timedelta(microseconds=count)


def time_text(time: datetime) -> str:
    """ISO 8601 in UTC with microseconds and a closing Z, so that texts sort as the times do."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def time_or_none(time: datetime | None) -> str | None:
    """The time in ISO 8601 UTC, None where there is none."""
    return None if time is None else time_text(time)
