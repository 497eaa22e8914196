"""Times as they are stored, texts in ISO 8601 or numbers that count from some day, decoded a column at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Final

import numpy as np

from leftfold.model.event import Document
from leftfold.model.index import Ints
from leftfold.model.json import Json
from leftfold.model.times import NO_TIME, from_microseconds, microseconds, parse_time
from leftfold.store.codec import Stored, read_documents, read_number, read_text, under
from leftfold.store.forms import PER_SECOND, TICKS_BEFORE_1970, TimeUnit
from leftfold.store.layout import Time, TimeInside
from leftfold.store.tables import Kind

_USUAL: Final = np.frombuffer(b"0000-00-00T00:00:00.000000Z", np.uint8)
"""The form in which Leftfold stores times; 0 stands for any digit."""
_DIGITS: Final = np.equal(_USUAL, ord("0"))
_FIRST: Final = microseconds(datetime.min.replace(tzinfo=UTC))
_LAST: Final = microseconds(datetime.max.replace(tzinfo=UTC))


class Moments:
    """The times of one table, as it stores them."""

    def __init__(self, time: Time | None, kind: Kind = Kind.ANY) -> None:
        """The times of a layout; `kind` is what their column holds, where they have one of their own."""
        self._inside = time.document if isinstance(time, TimeInside) else None
        # A database that knows what a time is has given microseconds.
        self._unit = TimeUnit.MICROSECONDS if kind is Kind.MOMENT else TimeUnit.ISO if time is None else time.unit

    def microseconds(self, raws: Sequence[Stored | int]) -> Ints:
        """The points in time of a column as microseconds, `NO_TIME` where there is none."""
        if self._inside is not None:
            found = read_documents(_texts(raws), self._inside.form, self._inside.unseal)
            values = [under(document, self._inside.path) for document in found]
            return np.fromiter((_counted(value, self._unit) for value in values), np.int64, len(values))
        if self._unit is TimeUnit.ISO:
            return _read_texts(_texts(raws))
        return np.fromiter((_counted(_number(raw), self._unit) for raw in raws), np.int64, len(raws))

    def times(self, raws: Sequence[Stored | int]) -> list[datetime | None]:
        """The points in time of a column; None where there is none."""
        found = self.microseconds(raws).tolist() if raws else []
        return [None if count == NO_TIME else from_microseconds(count) for count in found]

    def time(self, raw: Stored | int) -> datetime | None:
        """The point in time in a stored value; None where there is none."""
        return self.times([raw])[0]


def _texts(raws: Sequence[Stored | int]) -> list[Stored]:
    """What a column has where texts are expected: a number among them is none."""
    return [None if isinstance(raw, int) else raw for raw in raws]


def _number(raw: Stored | int) -> Json:
    """What a column of numbers has; a text where it is none."""
    return read_number(raw) if isinstance(raw, bytes) else raw


def _counted(value: Document, unit: TimeUnit) -> int:
    """A time, a number in a unit or an ISO 8601 text, as microseconds; `NO_TIME` where it is none."""
    if isinstance(value, str):
        time = _parsed(value)
        return NO_TIME if time is None else microseconds(time)
    if isinstance(value, bool) or not isinstance(value, int | float) or unit is TimeUnit.ISO:
        return NO_TIME
    if value == 0 and unit is not TimeUnit.TICKS:
        # A library that knows no time writes 0; none recorded anything when 1970 began.
        return NO_TIME
    counted = (value - TICKS_BEFORE_1970) // 10 if unit is TimeUnit.TICKS else value * (1_000_000 // PER_SECOND[unit])
    return round(counted) if _FIRST <= counted <= _LAST else NO_TIME


def _read_times(raws: Sequence[Stored]) -> list[datetime | None]:
    """The points in time of a column; None where a text is none."""
    try:
        times = list(map(datetime.fromisoformat, map(bytes.decode, filter(None, raws))))
    except ValueError:
        return [_read_time(raw) for raw in raws]
    in_utc = {*map(attrgetter("tzinfo"), times)} == {UTC}
    return list(times) if in_utc and len(times) == len(raws) else [_read_time(raw) for raw in raws]


def _read_time(raw: Stored) -> datetime | None:
    return None if raw is None else _parsed(read_text(raw))


def _read_texts(raws: Sequence[Stored]) -> Ints:
    """The points in time of a column of texts as microseconds, `NO_TIME` where a text is none."""
    texts = [] if None in raws else [raw or b"" for raw in raws]
    usual = _usual_microseconds(texts)
    if usual is not None:
        return usual
    times = _read_times(raws)
    return np.fromiter((NO_TIME if time is None else microseconds(time) for time in times), np.int64, len(times))


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
