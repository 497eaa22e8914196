"""Places in a store's history as a person writes them: `3202`, `student/3202@57`, `3202@2025-10-14T10:32`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias, assert_never

import numpy as np

from leftfold.model.errors import BadRequest, NotFound
from leftfold.model.index import StreamIndex
from leftfold.model.times import NO_TIME, microseconds, parse_time, time_text

_VERSION: Final = re.compile(r"-?[0-9]{1,18}\Z")
_END: Final = "end"


@dataclass(frozen=True, slots=True)
class AtVersion:
    """After the event with a version; the version before the first one is before any event."""

    version: int


@dataclass(frozen=True, slots=True)
class AtTime:
    """As it stood at a point in time: after all events up to the first that was recorded later."""

    time: datetime


@dataclass(frozen=True, slots=True)
class AtLast:
    """After the last event."""


At: TypeAlias = AtVersion | AtTime | AtLast


@dataclass(frozen=True, slots=True)
class Point:
    """A place in an aggregate's stream."""

    aggregate: str
    """As a person names it; empty for the one that is meant anyway."""
    at: At


def parse_point(text: str) -> Point:
    """The place that a text names: an aggregate, and after the last `@` a version, a time, or `end`.

    What follows an `@` and is none of them is part of the id. Raises `BadRequest`.
    """
    aggregate, at_sign, place = text.rpartition("@")
    found = _parse_at(place) if at_sign else None
    if found is not None:
        return Point(aggregate, found)
    if not text.strip():
        raise BadRequest("No aggregate is named; write an id, ID@VERSION or ID@TIME.")
    return Point(text, AtLast())


def ordinal_at(index: StreamIndex, at: At) -> int:
    """How many events of a stream lie before a place. Raises `NotFound` where the stream has no such place."""
    match at:
        case AtLast():
            return len(index)
        case AtVersion(version):
            return _ordinal_at_version(index, version)
        case AtTime(time):
            return _ordinal_at_time(index, time)
        case _:
            assert_never(at)


def _parse_at(text: str) -> At | None:
    if text == _END:
        return AtLast()
    if _VERSION.match(text):
        return AtVersion(int(text))
    try:
        return AtTime(parse_time(text))
    except ValueError:
        return None


def _ordinal_at_version(index: StreamIndex, version: int) -> int:
    if not len(index):
        raise NotFound(f"{index.stream} has no events.")
    first, last = int(index.versions[0]), int(index.versions[-1])
    ordinal = 0 if version == first - 1 else index.ordinal_of(version)
    if ordinal is None:
        raise NotFound(f"{index.stream} has no version {version}; it has {first} to {last}.")
    return ordinal


def _ordinal_at_time(index: StreamIndex, time: datetime) -> int:
    known = index.times[index.times != NO_TIME]
    if not len(known):
        raise NotFound(f"{index.stream} has no times; name a version in place of {time_text(time)}.")
    later = index.times > microseconds(time)
    return int(np.argmax(later)) if later.any() else len(index)
