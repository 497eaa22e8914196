"""The laws of a replay: keyframes change how long a jump takes and never what it gives."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.domain.definition import Domain
from leftfold.model.errors import Cancelled
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.replay.fold import fold
from leftfold.replay.history import History
from leftfold.replay.keyframes import Keyframes

STREAM = StreamId("counter", "1")


def _evolve(state: tuple[int, ...], event: Event) -> tuple[int, ...]:
    if event.data == 0:
        raise ValueError("zero cannot be added")
    return (*state, event.version)


COUNTER: Domain[tuple[int, ...]] = Domain(
    name="counter",
    title="Counter",
    aggregate_types=("counter",),
    initial=(),
    evolve=_evolve,
    show=lambda state: list(state),
    sentence=lambda event, _before, _after: event.type,
)


class Events:
    """A source that reads from a list."""

    def __init__(self, events: list[Event]) -> None:
        self._events = events
        self.asked: list[tuple[int, int]] = []

    def read(self, first: int, last: int) -> Iterable[Event]:
        """The events with these ordinals."""
        self.asked.append((first, last))
        return self._events[first - 1 : last]


_kinds = st.lists(st.sampled_from(["plain", "failing", "deleted", "undecodable"]), max_size=60)


def _events(kinds: list[str]) -> list[Event]:
    bad = Undecodable(b"{", "is not JSON")
    data = {"plain": 1, "failing": 0, "deleted": 1}
    return [
        Event(STREAM, version, kind, data.get(kind, bad), deleted=kind == "deleted")
        for version, kind in enumerate(kinds, 1)
    ]


@given(_kinds, st.integers(1, 9), st.integers(1, 5), st.data())
def test_any_jump_gives_what_the_plain_fold_gives(
    kinds: list[str], spacing: int, limit: int, data: st.DataObject
) -> None:
    events = _events(kinds)
    history = History(COUNTER, Events(events), len(events), keyframes=Keyframes(spacing=spacing, limit=limit))
    start: Standing[tuple[int, ...]] = Standing(())
    plain = [start, *(step.next for step in fold(COUNTER, events, start))]
    for ordinal in data.draw(st.lists(st.integers(0, len(events)), max_size=8)):
        assert history.standing(ordinal) == plain[ordinal]


@given(_kinds, st.integers(1, 9))
def test_steps_are_a_slice_of_the_plain_fold(kinds: list[str], spacing: int) -> None:
    events = _events(kinds)
    history = History(COUNTER, Events(events), len(events), keyframes=Keyframes(spacing=spacing))
    start: Standing[tuple[int, ...]] = Standing(())
    plain = list(fold(COUNTER, events, start))
    middle = max(1, len(events) // 2)
    assert list(history.steps(middle, len(events))) == plain[middle - 1 :]


@given(st.integers(1, 9), st.integers(1, 300), st.data())
def test_a_jump_asks_once_for_no_more_than_the_events_since_a_keyframe(
    spacing: int, length: int, data: st.DataObject
) -> None:
    source = Events(_events(["plain"] * length))
    history = History(COUNTER, source, length, keyframes=Keyframes(spacing=spacing))
    history.standing(length)
    for ordinal in data.draw(st.lists(st.integers(1, length), min_size=1, max_size=8)):
        source.asked.clear()
        assert history.step(ordinal).event.version == ordinal
        ((first, last),) = source.asked
        assert first <= last == ordinal
        assert last - first < spacing


def test_a_long_way_is_told_of_and_may_be_ended() -> None:
    history = History(COUNTER, Events(_events(["plain"] * 100)), 100, keyframes=Keyframes(spacing=10))
    for walk in (history.standing, history.step):
        told: list[int] = []

        def stop(done: int, told: list[int] = told) -> None:
            told.append(done)
            if len(told) == 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            walk(100, progress=stop)
        assert told in ([10, 20], [30, 40]), "the keyframes passed are kept"


@pytest.mark.parametrize("ordinal", [-1, 4])
def test_there_is_no_standing_outside_the_history(ordinal: int) -> None:
    with pytest.raises(IndexError):
        History(COUNTER, Events(_events(["plain"] * 3)), 3).standing(ordinal)


@pytest.mark.parametrize("ordinal", [0, 4])
def test_there_is_no_step_outside_the_history(ordinal: int) -> None:
    with pytest.raises(IndexError):
        History(COUNTER, Events(_events(["plain"] * 3)), 3).step(ordinal)
