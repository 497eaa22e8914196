"""A survey gives what looking at each step would give, whatever the size of its chunks."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.domain.definition import Domain, Invariant, Track
from leftfold.model.errors import Cancelled
from leftfold.model.event import Event
from leftfold.replay.fold import fold
from leftfold.replay.history import History
from leftfold.replay.invariants import breaches
from leftfold.replay.keyframes import Keyframes
from leftfold.replay.run import take_run
from leftfold.replay.survey import Breach, Mark, SurveyChunk, survey
from tests.replay.counting import COUNTER, EVENTS, START, Events, events_of

State = tuple[int, ...]


def _third(state: State) -> str | None:
    return "Three divides it." if state[-1] % 3 == 0 else None


ODD: Domain[State] = replace(
    COUNTER,
    tracks=(
        *COUNTER.tracks,
        Track("first", "Fails before the first event", lambda state: state[0]),
        Track("none", "Never a number", lambda _state: None),
        Track("text", "No number", lambda state: f"{state}"),  # type: ignore[arg-type, return-value]
    ),
    invariants=(*COUNTER.invariants, Invariant("third", "Fails before the first event", _third)),
)


def _history(events: list[Event], *, domain: Domain[State] = ODD) -> History[State]:
    return History(domain, Events(events), len(events), keyframes=Keyframes(spacing=5))


def _rows(chunks: list[SurveyChunk]) -> list[tuple[int, ...]]:
    """Each step's mark and tracks, -1 where a track has no value."""
    rows: list[tuple[int, ...]] = []
    for chunk in chunks:
        assert chunk.first == chunks[0].first + len(rows)
        assert chunk.tracks.shape == (len(ODD.tracks), len(chunk))
        columns = np.vstack([chunk.marks, np.nan_to_num(chunk.tracks, nan=-1)])
        rows.extend(tuple(row) for row in columns.T.astype(int).tolist())
    return rows


def _expected(events: list[Event]) -> tuple[list[tuple[int, ...]], list[Breach]]:
    marks = take_run(ODD, START, events).marks
    rows: list[tuple[int, ...]] = []
    found: list[Breach] = []
    broken = breaches(ODD, ODD.initial)
    for ordinal, step in enumerate(fold(ODD, events, START), 1):
        state = step.after
        rows.append((marks[ordinal - 1], len(state), *((state[-1], state[0]) if state else (-1, -1)), -1, -1))
        now = breaches(ODD, state)
        found.extend(Breach(ordinal, name, text) for name, text in now.items() if name not in broken)
        broken = now
    return rows, found


@given(EVENTS, st.integers(1, 70), st.data())
def test_it_is_what_each_step_gives_in_chunks_of_any_size(events: list[Event], size: int, data: st.DataObject) -> None:
    rows, found = _expected(events)
    first = data.draw(st.integers(1, len(events) + 2))
    chunks = list(survey(_history(events), first=first, chunk=size))
    assert _rows(chunks) == rows[first - 1 :]
    assert [breach for chunk in chunks for breach in chunk.breaches] == [one for one in found if one.ordinal >= first]
    assert [len(chunk) for chunk in chunks[:-1]] == [size] * (len(chunks) - 1)


@given(EVENTS)
def test_a_domain_with_nothing_to_plot_has_marks_alone(events: list[Event]) -> None:
    bare = replace(COUNTER, tracks=(), invariants=())
    for chunk in survey(_history(events, domain=bare), chunk=7):
        assert chunk.tracks.shape == (0, len(chunk))
        assert chunk.breaches == ()


def test_nothing_is_asked_of_a_state_twice() -> None:
    asked: list[State] = []

    def note(state: State) -> Any:
        asked.append(state)

    events = events_of(["plain", "idle", "deleted", "failing", "undecodable", "plain"])
    tracked = replace(COUNTER, tracks=(Track("t", "T", note),), invariants=())
    guarded = replace(COUNTER, tracks=(), invariants=(Invariant("i", "I", note),))
    for domain in (tracked, guarded):
        asked.clear()
        list(survey(_history(events, domain=domain)))
        assert asked == [(), (1,), (1, 6)]


def test_a_track_may_give_any_kind_of_number() -> None:
    yes: Track[State] = Track("yes", "Yes", lambda state: len(state) > 0)
    big: Track[State] = Track("big", "Big", lambda state: 10 ** (400 * len(state)))
    domain = replace(COUNTER, tracks=(yes, big), invariants=())
    (chunk,) = survey(_history(events_of(["idle", "plain"]), domain=domain))
    assert chunk.tracks[0].tolist() == [0.0, 1.0]
    assert chunk.tracks[1, 0] == 1.0
    assert isnan(chunk.tracks[1, 1]), "what no float can hold is no number to plot"


def test_marks_tell_what_came_of_each_event() -> None:
    (chunk,) = survey(_history(events_of(["plain", "deleted", "failing", "undecodable"])))
    assert chunk.marks.tolist() == [Mark.APPLIED, Mark.SKIPPED, Mark.FAILED, Mark.FAILED]


def test_the_way_to_the_first_event_may_be_ended() -> None:
    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        next(survey(_history(events_of(["plain"] * 20)), first=15, progress=stop))
