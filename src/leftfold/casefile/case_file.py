"""A case file: what happened to one aggregate, where it went wrong, what changed, and a person's notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from leftfold.casefile.bookmarks import Bookmark
from leftfold.model.json import Json
from leftfold.model.times import time_text
from leftfold.opened import Replay
from leftfold.replay.history import keep_going
from leftfold.replay.masking import HIDDEN, masked_standing, masked_state
from leftfold.replay.narrative import Moment, narrate, sentence, shown
from leftfold.replay.survey import Mark, Numbers, survey

MOST: Final = 300
"""Events told one by one: some ten pages, which is as much as anyone reads of a ticket."""
_MOST_WRONG: Final = 50
"""Failures and broken invariants that are named."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the case file tells it."""

    version: int
    time: str
    sentence: str
    deleted: bool
    note: str | None
    """None where it has no bookmark."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Where something went wrong."""

    version: int
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class CaseFile:
    """All that is in the file."""

    title: str
    store: str
    domain: str
    made_at: str
    events: int
    """How many the aggregate has."""
    version: int
    """At which the state is told."""
    told: tuple[Told, ...]
    wrong: tuple[Wrong, ...]
    chosen: tuple[Moment[Any], ...]
    """The events whose changes are told."""
    state: Json
    failed: str
    """What the state stands on, where it stands on a failure."""
    tracks: tuple[tuple[str, Numbers], ...]
    """What the domain plots, by its title: a value an event."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of an aggregate is wanted in the file."""

    ordinal: int
    """The event at which the state is told."""
    bookmarks: tuple[Bookmark, ...] = ()
    """With their notes; what these events changed is told."""
    chosen: tuple[int, ...] = ()
    """Further events, by their ordinals, whose changes are told."""


def case_file(place: str, replay: Replay, asked: Asked, *, progress: Callable[[int], None] = keep_going) -> CaseFile:
    """What is known of a case; `progress` hears how many events are folded, and may raise. Raises `StoreFailed`."""
    history, index, domain = replay.history, replay.index, replay.domain
    placed = {index.ordinal_of(bookmark.version): bookmark.note for bookmark in asked.bookmarks}
    notes = {ordinal: note for ordinal, note in placed.items() if ordinal is not None}
    chosen = sorted({*notes, *asked.chosen, *((asked.ordinal,) if asked.ordinal else ())})
    tracks, wrong = _surveyed(replay, progress)
    standing = masked_standing(domain, history.standing(asked.ordinal))
    failed = standing.failed
    return CaseFile(
        title=str(replay.stream),
        store=place,
        domain=domain.title,
        made_at=time_text(datetime.now(UTC)),
        events=len(index),
        version=int(index.versions[asked.ordinal - 1]) if asked.ordinal else int(index.versions[0]) - 1,
        told=_told(replay, asked.ordinal, notes),
        wrong=wrong,
        chosen=tuple(narrate(domain, history.step(ordinal)) for ordinal in chosen[:MOST]),
        state=masked_state(domain, shown(domain, standing.state)),
        failed="" if failed is None else f"Event {failed.version} could not be applied: {failed.error}",
        tracks=tracks,
    )


def _told(replay: Replay, ordinal: int, notes: dict[int, str]) -> tuple[Told, ...]:
    """The events around the one asked for, and all that have notes."""
    length = len(replay.index)
    first = max(1, min(ordinal - MOST // 2, length - MOST + 1))
    last = min(length, first + MOST - 1)
    outside = sorted(at for at in notes if not first <= at <= last)
    steps = [replay.history.step(at) for at in outside if at < first]
    steps += replay.history.steps(first, last) if first <= last else ()
    steps += [replay.history.step(at) for at in outside if at > last]
    by_version = {int(replay.index.versions[at - 1]): note for at, note in notes.items()}
    return tuple(
        Told(
            step.event.version,
            "" if step.event.recorded_at is None else time_text(step.event.recorded_at)[:19].replace("T", " ") + "Z",
            sentence(replay.domain, step),
            step.event.deleted,
            by_version.get(step.event.version),
        )
        for step in steps
    )


def _surveyed(
    replay: Replay, progress: Callable[[int], None]
) -> tuple[tuple[tuple[str, Numbers], ...], tuple[Wrong, ...]]:
    """What the domain plots of all events, and where something went wrong."""
    parts: list[Numbers] = []
    wrong: list[Wrong] = []
    versions, hides = replay.index.versions, bool(replay.domain.personal)
    for chunk in survey(replay.history, progress=progress):
        parts.append(chunk.tracks)
        progress(chunk.first + len(chunk) - 1)
        failed = (np.flatnonzero(chunk.marks == Mark.FAILED) + chunk.first).tolist()
        told = dict.fromkeys(failed, "")
        told |= {one.ordinal: f"{one.invariant}, {HIDDEN}" if hides else one.sentence for one in chunk.breaches}
        first = sorted(told)[: max(0, _MOST_WRONG - len(wrong))]
        wrong.extend(Wrong(int(versions[at - 1]), told[at] or _why_failed(replay, at)) for at in first)
    values = np.concatenate(parts, axis=1) if parts else np.empty((len(replay.domain.tracks), 0))
    titles = (track.title for track in replay.domain.tracks)
    return tuple(zip(titles, values, strict=True)), tuple(wrong)


def _why_failed(replay: Replay, ordinal: int) -> str:
    return sentence(replay.domain, replay.history.step(ordinal))


def ordinals_of(replay: Replay, versions: Iterable[int]) -> tuple[int, ...]:
    """The ordinals of the events with these versions, those that are not there left out."""
    found = (replay.index.ordinal_of(version) for version in versions)
    return tuple(ordinal for ordinal in found if ordinal is not None)
