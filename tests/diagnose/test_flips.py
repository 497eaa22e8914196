"""Where conditions hit: what looking at each step would find, from either end and in pieces."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.field_history import BLOCK
from leftfold.diagnose.flips import hits, next_hit
from leftfold.diagnose.tree import speaks_of_event
from leftfold.model.errors import Cancelled
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import JsonObject
from leftfold.replay.history import History
from leftfold.replay.narrative import narrate
from tests.diagnose.made import history_of

CONDITIONS = [
    parse_condition(text)
    for text in ("a = 1", "not exists(a)", "a > c", "fell(a)", "changed()", "event.data.a = 1", "event.failed")
]
_payloads = st.dictionaries(st.sampled_from(["a", "c"]), st.sampled_from([0, 1, 2, None]), max_size=2)
_documents = _payloads | st.just(Undecodable(b"{", "is not JSON"))
_events = st.lists(st.tuples(_documents, st.booleans()), max_size=30)


def _drawn(events: Sequence[tuple[Document, bool]]) -> History[JsonObject]:
    return history_of([data for data, _off in events], [off for _data, off in events])


def _expected(history: History[JsonObject]) -> list[tuple[int, int]]:
    moments = [narrate(history.domain, history.step(n)) for n in range(1, history.length + 1)]
    found = []
    for ordinal, moment in enumerate(moments, 1):
        for place, condition in enumerate(CONDITIONS):
            held = condition.holds(narrate(history.domain, moment.step))
            if speaks_of_event(condition.test):
                before = False
            elif ordinal == 1:
                # Before any event there is no moment; a state that nothing changes tells the same.
                before = bool(str(condition) == "not exists(a)")
            else:
                before = condition.holds(moments[ordinal - 2])
            if held and not before:
                found.append((ordinal, place))
    return found


def _found(history: History[JsonObject], first: int = 1, last: int | None = None) -> list[tuple[int, int]]:
    return [(hit.ordinal, hit.condition) for hit in hits(history, CONDITIONS, first=first, last=last)]


@given(_events)
def test_a_state_hits_where_it_becomes_so_and_an_event_wherever_it_is_so(events: list[tuple[Document, bool]]) -> None:
    history = _drawn(events)
    assert _found(history) == _expected(history)


@given(_events, st.integers(1, 31), st.integers(0, 30))
def test_of_some_events_they_are_that_part_of_all(events: list[tuple[Document, bool]], first: int, last: int) -> None:
    history = _drawn(events)
    last = min(last, history.length)
    assert _found(history, first, last) == [hit for hit in _found(history) if first <= hit[0] <= last]


@given(_events, st.data())
def test_the_next_hit_is_the_nearest(events: list[tuple[Document, bool]], data: st.DataObject) -> None:
    history = _drawn(events)
    at, all_ = data.draw(st.integers(0, history.length)), _found(history)
    after, before = next_hit(history, CONDITIONS, at), next_hit(history, CONDITIONS, at, forward=False)
    assert (after and after.ordinal) == min((n for n, _ in all_ if n > at), default=None)
    assert (before and before.ordinal) == max((n for n, _ in all_ if n < at), default=None)


def test_a_hit_tells_its_step() -> None:
    (hit,) = hits(history_of([{"a": 0}, {"a": 1}, {"c": 1}]), [parse_condition("a = 1")])
    assert (hit.ordinal, hit.step.event.version) == (2, 2)


def test_without_a_condition_nothing_hits() -> None:
    assert list(hits(history_of([{"a": 1}]), [])) == []
    assert next_hit(history_of([]), CONDITIONS, 0) is None


def test_the_way_back_leads_over_many_blocks() -> None:
    history = history_of({"c": n} if n else {"a": 1} for n in range(3 * BLOCK))
    found = next_hit(history, [parse_condition("a = 1")], history.length, forward=False)
    assert found is not None
    assert found.ordinal == 1


@pytest.mark.parametrize("text", ["a = 9", "event.type = 'odd'"])
def test_a_search_ends_where_nobody_waits_for_it(text: str) -> None:
    heard: list[int] = []

    def until_three(ordinal: int) -> None:
        heard.append(ordinal)
        if len(heard) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        next_hit(history_of([{"c": n} for n in range(50)]), [parse_condition(text)], 0, progress=until_three)
    assert len(heard) == 3
