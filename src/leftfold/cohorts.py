"""One aggregate beside the others of its type: their courses, read from the store, and what sets it apart in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from leftfold.diagnose.cohort import Band, Course, Departure, Over, band_of, by_day, days_after_first, departure
from leftfold.domain.definition import Track
from leftfold.model.errors import NotFound
from leftfold.model.index import Ints, StreamIndex
from leftfold.model.stream import StreamId
from leftfold.model.times import from_microseconds, time_text
from leftfold.replay.history import History, keep_going
from leftfold.replay.survey import survey
from leftfold.session import Session

SAMPLE: Final = 200
"""Others that are looked at: percentiles of more would hardly lie elsewhere."""
CANDIDATES: Final = 2_000
"""Aggregates, in the order of their ids, of which those are taken at even distances."""
LONGEST: Final = 10_000
"""Events of each that are looked at; of those with ten times as many, which take long to open, nothing is."""


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """The courses of all tracks of one aggregate."""

    stream: StreamId
    tracks: Mapping[str, Course]
    """By the name of the track, the value after each event."""
    days: Ints
    """For each event, how many days after the first it was."""

    def of(self, track: str, over: Over) -> Course:
        """The course of a track; empty where there is no such track."""
        course = self.tracks.get(track, np.empty(0))
        return by_day(course, self.days[: len(course)]) if over is Over.DAYS else course


@dataclass(frozen=True, slots=True)
class Facing:
    """A value, and what is usual in its place."""

    value: float
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A track of one aggregate beside what is usual."""

    track: Track[Any]
    course: Course
    """Its own value after each event."""
    band: Band
    """What is usual after each of these events."""
    others: int
    """How many others that is told of."""
    departure: Departure | None
    """In events, the first being 0."""
    facing: Facing | None
    """What it departs from; None where it does not."""


def gather(session: Session, type_: str, *, progress: Callable[[int], None] = keep_going) -> tuple[Courses, ...]:
    """The courses of aggregates of a type, not all of them where there are many.

    `progress` hears after each how many are read, and may raise to end the work.
    """
    found = session.store.aggregates(type=type_, limit=CANDIDATES, check=lambda: progress(0))
    streams = [one.stream for one in found if one.events <= 10 * LONGEST]
    chosen = [streams[place * len(streams) // SAMPLE] for place in range(SAMPLE)] if len(streams) > SAMPLE else streams
    courses: list[Courses] = []
    for stream in chosen:
        replay = session.open_stream(stream)
        courses.append(courses_of(replay.index, replay.history, progress=lambda _done: progress(len(courses))))
        progress(len(courses))
    return tuple(courses)


def courses_of(index: StreamIndex, history: History[Any], *, progress: Callable[[int], None] = keep_going) -> Courses:
    """The courses of an aggregate's first events, by its index and a history of it."""
    length = min(history.length, LONGEST)
    parts = []
    for chunk in survey(history, progress=progress):
        parts.append(chunk.tracks[:, : length - chunk.first + 1])
        progress(chunk.first)
        if chunk.first + len(chunk) > length:
            break
    names = [track.name for track in history.domain.tracks]
    values = np.concatenate(parts, axis=1) if parts else np.empty((len(names), 0))
    return Courses(index.stream, dict(zip(names, values, strict=True)), days_after_first(index.times[:length]))


def apart(own: Courses, others: tuple[Courses, ...], track: Track[Any], over: Over) -> Apart:
    """How a track of an aggregate goes beside those of the others. Raises `NotFound` where there are too few."""
    courses = [course for one in others if one.stream != own.stream and len(course := one.of(track.name, over))]
    band, course, compared = band_of(courses), own.of(track.name, Over.EVENTS), own.of(track.name, over)
    away = departure(compared, band)
    facing = _facing(compared, band, away.first) if away else None
    places = np.arange(len(course))
    if over is Over.DAYS:
        places = own.days[: len(course)]
        away = away and _in_events(away, places)
    usual = band.at(places)
    if not len(usual) or np.isnan(usual.median).all():
        raise NotFound(f"{own.stream} has too few others to compare its {track.title} with: {len(courses)}.")
    return Apart(track, course, usual, len(courses), away, facing)


def told(index: StreamIndex, found: Apart) -> str:
    """Where the aggregate departs from what is usual, as a sentence."""
    of = f"{found.others:,} others"
    away, facing, title = found.departure, found.facing, found.track.title
    if away is None or facing is None:
        return f"{title} stays within what is usual among {of}."
    usual = f"{_number(facing.low)} to {_number(facing.high)}"
    until = "and stays outside to the end" if away.for_good else f"up to version {index.versions[away.last]:,}"
    when = index.time_at(away.first + 1)
    day = f" of {time_text(from_microseconds(when))[:10]}" if when >= 0 else ""
    version = f"{index.versions[away.first]:,}"
    return (
        f"{title} departs at version {version}{day}: it is {_number(facing.value)} where {usual} is usual "
        f"(median {_number(facing.median)}, {of}), {until}."
    )


def _facing(course: Course, band: Band, place: int) -> Facing:
    return Facing(*(float(values[place]) for values in (course, band.low, band.median, band.high)))


def _in_events(away: Departure, days: Ints) -> Departure:
    """From the last event up to the end of the first day outside, to the last event of the last such day."""
    known = np.flatnonzero(days >= 0)
    first, last = (int(known[np.searchsorted(days[known], day, side="right") - 1]) for day in (away.first, away.last))
    return Departure(first, last, away.for_good)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
