"""Times as they are stored, ISO 8601 texts, decoded a column at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Final

import numpy as np

from leftfold.model.event import Document
from leftfold.model.index import Ints
from leftfold.model.times import NO_TIME, microseconds, parse_time
from leftfold.store.codec import Stored, read_text

_USUAL: Final = np.frombuffer(b"0000-00-00T00:00:00.000000Z", np.uint8)
"""The form in which Leftfold stores times; 0 stands for any digit."""
_DIGITS: Final = np.equal(_USUAL, ord("0"))
_FIRST: Final = microseconds(datetime.min.replace(tzinfo=UTC))


def read_times(raws: Sequence[Stored]) -> list[datetime | None]:
    """The points in time of a column; None where a text is none."""
    try:
        times = list(map(datetime.fromisoformat, map(bytes.decode, filter(None, raws))))
    except ValueError:
        return [read_time(raw) for raw in raws]
    in_utc = {*map(attrgetter("tzinfo"), times)} == {UTC}
    return list(times) if in_utc and len(times) == len(raws) else [read_time(raw) for raw in raws]


def read_time(raw: Stored) -> datetime | None:
    """The point in time of a stored text; None where it is none."""
    return None if raw is None else _parsed(read_text(raw))


def time_in(data: Document, key: str) -> datetime | None:
    """The point in time that a document has under a key; None where there is none."""
    text = data.get(key) if isinstance(data, dict) else None
    return _parsed(text) if isinstance(text, str) else None


def read_microseconds(raws: Sequence[Stored]) -> Ints:
    """The points in time of a column as microseconds, `NO_TIME` where a text is none."""
    texts = [] if None in raws else [raw or b"" for raw in raws]
    usual = _usual_microseconds(texts)
    return as_microseconds(read_times(raws)) if usual is None else usual


def as_microseconds(times: Iterable[datetime | None]) -> Ints:
    """Points in time as microseconds, `NO_TIME` for None."""
    return np.fromiter((NO_TIME if time is None else microseconds(time) for time in times), np.int64)


def _usual_microseconds(texts: Sequence[bytes]) -> Ints | None:
    """Texts in the usual form as microseconds; None where one is in another form or names no day that there is."""
    if {*map(len, texts)} != {len(_USUAL)}:
        return None
    signs = np.frombuffer(b"".join(texts), np.uint8).reshape(len(texts), -1)
    any_digit = (signs >= ord("0")) & (signs <= ord("9"))
    if not np.where(_DIGITS, any_digit, signs == _USUAL).all():
        return None
    try:
        # numpy knows no zones; without its Z each text is taken as UTC.
        found = np.array(texts, f"S{len(_USUAL) - 1}").astype("datetime64[us]").astype(np.int64)
    except ValueError:
        return None
    return found if found.min() >= _FIRST else None


def _parsed(text: str) -> datetime | None:
    try:
        return parse_time(text)
    except (ValueError, OverflowError):
        return None
