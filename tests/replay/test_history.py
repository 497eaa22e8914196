"""The laws of a replay: keyframes change how long a jump takes and never what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.errors import Cancelled
from leftfold.model.event import Event
from leftfold.model.step import Standing, Step
from leftfold.replay.fold import fold
from leftfold.replay.history import History, Resumed
from leftfold.replay.keyframes import Keyframes
from leftfold.replay.run import take_run
from tests.replay.counting import COUNTER, EVENTS, START, Events, events_of

_KEYFRAMES: st.SearchStrategy[Keyframes[tuple[int, ...]]] = st.builds(
    Keyframes, spacing=st.integers(1, 9), limit=st.integers(1, 5)
)


def _plain(events: list[Event]) -> list[Step[tuple[int, ...]]]:
    return list(fold(COUNTER, events, START))


def _standings(events: list[Event]) -> list[Standing[tuple[int, ...]]]:
    return [START, *(step.next for step in _plain(events))]


@given(EVENTS, _KEYFRAMES, st.data())
def test_any_jump_gives_what_the_plain_fold_gives(
    events: list[Event], keyframes: Keyframes[tuple[int, ...]], data: st.DataObject
) -> None:
    history = History(COUNTER, Events(events), len(events), keyframes=keyframes)
    for ordinal in data.draw(st.lists(st.integers(0, len(events)), max_size=8)):
        assert history.standing(ordinal) == _standings(events)[ordinal]


@given(EVENTS, _KEYFRAMES, st.data())
def test_steps_are_a_slice_of_the_plain_fold(
    events: list[Event], keyframes: Keyframes[tuple[int, ...]], data: st.DataObject
) -> None:
    history = History(COUNTER, Events(events), len(events), keyframes=keyframes)
    first = data.draw(st.integers(1, len(events) + 1))
    last = data.draw(st.integers(first - 1, len(events)))
    assert list(history.steps(first, last)) == _plain(events)[first - 1 : last]


@given(EVENTS, _KEYFRAMES, st.integers(1, 70), st.data())
def test_runs_are_a_slice_of_the_plain_fold(
    events: list[Event], keyframes: Keyframes[tuple[int, ...]], size: int, data: st.DataObject
) -> None:
    history = History(COUNTER, Events(events), len(events), keyframes=keyframes)
    first = data.draw(st.integers(1, len(events) + 1))
    runs = list(history.runs(first, len(events), size=size))
    assert [state for run in runs for state in run.states] == [step.after for step in _plain(events)[first - 1 :]]
    assert [len(run) for run in runs[:-1]] == [size] * (len(runs) - 1)
    for ordinal, standing in enumerate(_standings(events)):
        assert history.standing(ordinal) == standing, "the keyframes that runs leave are true"


@given(EVENTS, EVENTS, _KEYFRAMES, st.data())
def test_a_what_if_is_the_plain_fold_of_other_events(
    events: list[Event], others: list[Event], keyframes: Keyframes[tuple[int, ...]], data: st.DataObject
) -> None:
    history = History(COUNTER, Events(events), len(events), keyframes=keyframes)
    history.standing(len(events))
    unchanged = data.draw(st.integers(0, len(events)))
    new = events[:unchanged] + [event._replace(version=event.version + unchanged) for event in others]
    source = Events(new)
    proposed = history.what_if(source, len(new), unchanged=unchanged)
    assert proposed.standing(len(new)) == _standings(new)[-1]
    borrowed = [first - 1 for first, _last in source.asked if first > 1]
    assert all(first <= unchanged for first in borrowed)
    assert history.standing(len(events)) == _standings(events)[-1], "the base is as it was"


@given(st.integers(1, 9), st.integers(1, 300), st.data())
def test_a_jump_asks_once_for_no_more_than_the_events_since_a_keyframe(
    spacing: int, length: int, data: st.DataObject
) -> None:
    source = Events(events_of(["plain"] * length))
    history = History(COUNTER, source, length, keyframes=Keyframes(spacing=spacing))
    history.standing(length)
    for ordinal in data.draw(st.lists(st.integers(1, length), min_size=1, max_size=8)):
        source.asked.clear()
        assert history.step(ordinal).event.version == ordinal
        ((first, last),) = source.asked
        assert first <= last == ordinal
        assert last - first < spacing


def test_what_it_is_told_of_is_kept_where_a_keyframe_has_its_place() -> None:
    source = Events(events_of(["plain"] * 9))
    history = History(COUNTER, source, 9, keyframes=Keyframes(spacing=3))
    for ordinal in (4, 6):
        history.remember(ordinal, Standing((ordinal,)))
    assert history.remembered(4) == ((6, Standing((6,))),)
    assert history.remembered(7) == ()
    assert (history.standing(6), history.standing(7)) == (Standing((6,)), Standing((6, 7)))
    assert source.asked == [(7, 7)]


def test_a_state_that_is_remembered_needs_no_event() -> None:
    source = Events(events_of(["plain"] * 20))
    history = History(COUNTER, source, 20, keyframes=Keyframes(spacing=10))
    assert list(history.runs(1, 20, size=7)) == _runs(20, 7)
    source.asked.clear()
    assert [len(history.standing(ordinal).state) for ordinal in (0, 10, 20)] == [0, 10, 20]
    assert source.asked == []


def _runs(length: int, size: int) -> list[object]:
    events = events_of(["plain"] * length)
    runs, standing = [], START
    for first in range(0, length, size):
        run = take_run(COUNTER, standing, events[first : first + size])
        standing = run.standing(len(run))
        runs.append(run)
    return list(runs)


def test_a_long_way_is_told_of_and_may_be_ended() -> None:
    history = History(COUNTER, Events(events_of(["plain"] * 100)), 100, keyframes=Keyframes(spacing=10))
    for walk in (history.standing, history.step):
        told: list[int] = []

        def stop(done: int, told: list[int] = told) -> None:
            told.append(done)
            if len(told) == 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            walk(100, progress=stop)
        assert told in ([10, 20], [30, 40]), "the keyframes passed are kept"


def test_a_replay_begins_at_the_nearest_of_what_is_known_and_folded() -> None:
    events = events_of(["plain", "failing", "deleted", "idle"] * 10)
    standings = _standings(events)
    source = Events(events)
    known = tuple(Resumed(ordinal, standings[ordinal]) for ordinal in (5, 17, 30))
    history = History(COUNTER, source, len(events), keyframes=Keyframes(spacing=8), resumed=known)
    assert [history.way_to(ordinal) for ordinal in (4, 5, 16, 17, 29, 40)] == [4, 0, 11, 0, 12, 10]
    assert history.standing(29) == standings[29]
    assert source.asked == [(18, 29)]
    assert history.way_to(29) == 5, "the keyframe at 24 is nearer than what is known at 17"
    what_if = history.what_if(source, len(events), unchanged=17)
    assert (what_if.way_to(17), what_if.way_to(40)) == (0, 23)


def test_several_threads_may_jump_at_once() -> None:
    events = events_of(["plain", "failing", "deleted", "idle"] * 100)
    history = History(COUNTER, Events(events), len(events), keyframes=Keyframes(spacing=3, limit=20))
    ordinals = [n * 37 % (len(events) + 1) for n in range(200)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(history.standing, ordinals))
    assert found == [_standings(events)[ordinal] for ordinal in ordinals]


@pytest.mark.parametrize("ordinal", [-1, 4])
def test_there_is_no_standing_outside_the_history(ordinal: int) -> None:
    with pytest.raises(IndexError):
        History(COUNTER, Events(events_of(["plain"] * 3)), 3).standing(ordinal)


@pytest.mark.parametrize("ordinal", [0, 4])
def test_there_is_no_step_outside_the_history(ordinal: int) -> None:
    history = History(COUNTER, Events(events_of(["plain"] * 3)), 3)
    with pytest.raises(IndexError):
        history.step(ordinal)
    with pytest.raises(IndexError):
        list(_first_of(history, ordinal))


def _first_of(history: History[tuple[int, ...]], ordinal: int) -> Iterator[object]:
    yield from history.runs(min(1, ordinal), max(1, ordinal), size=1)
