"""The laws of a field's history: it is what looking at each step would find, from either end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.diagnose.field_history import BLOCK, FieldChange, field_history, last_became, next_change
from leftfold.model.diff import Change, Op, same
from leftfold.model.errors import Cancelled
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import Json, JsonObject
from leftfold.model.paths import Path, value_at
from leftfold.replay.history import History
from tests.diagnose.made import history_of

BROKEN = Undecodable(b"{", "is not JSON")

_values = st.sampled_from([0, 1, 1.0, True, None, "x", [1], [1, 2], {"b": 1}, {"b": 2}, {"b": [1]}])
_payloads = st.dictionaries(st.sampled_from(["a", "c"]), _values, max_size=2) | st.just(BROKEN)
_events = st.lists(st.tuples(_payloads, st.booleans()), max_size=40)
_paths = st.sampled_from([(), ("a",), ("a", "b"), ("a", 1), ("c",), ("nowhere",)])


def _brute_force(history: History[JsonObject], path: Path) -> list[int]:
    states = [history.standing(ordinal).state for ordinal in range(history.length + 1)]
    found = [value_at(state, path) for state in states]
    return [n for n, (old, new) in enumerate(pairwise(found), 1) if not same(old, new)]  # type: ignore[arg-type]


def _drawn(events: list[tuple[Document, bool]]) -> History[JsonObject]:
    return history_of([data for data, _deleted in events], [deleted for _data, deleted in events])


@settings(deadline=None)
@given(_events, _paths)
def test_it_is_what_looking_at_each_step_finds(events: list[tuple[Document, bool]], path: Path) -> None:
    history = _drawn(events)
    assert [found.ordinal for found in field_history(history, path)] == _brute_force(history, path)


@settings(deadline=None)
@given(_events, _paths, st.integers(1, 41), st.integers(0, 40))
def test_of_some_events_it_is_that_part_of_it(
    events: list[tuple[Document, bool]], path: Path, first: int, last: int
) -> None:
    history = _drawn(events)
    whole = list(field_history(history, path))
    assert list(field_history(history, path, first=first)) == [one for one in whole if one.ordinal >= first]
    part = field_history(history, path, first=first, last=min(last, history.length))
    assert list(part) == [one for one in whole if first <= one.ordinal <= last]


@settings(deadline=None)
@given(_events, _paths, st.data())
def test_the_next_change_is_the_nearest_of_it(
    events: list[tuple[Document, bool]], path: Path, data: st.DataObject
) -> None:
    history = _drawn(events)
    at = data.draw(st.integers(0, history.length))
    changes = _brute_force(history, path)
    assert next_change(history, path, at) == min((n for n in changes if n > at), default=None)
    assert next_change(history, path, at, forward=False) == max((n for n in changes if n < at), default=None)


@settings(deadline=None)
@given(_events, _paths)
def test_each_change_begins_with_what_the_one_before_left(events: list[tuple[Document, bool]], path: Path) -> None:
    for one, next_one in pairwise(field_history(_drawn(events), path)):
        assert one.change.after == next_one.change.before
        assert (one.change.op is Op.REMOVE) == (next_one.change.op is Op.ADD)


def test_a_change_tells_the_event_and_both_values() -> None:
    history = history_of([{"a": 1}, {"c": 5}, {"a": 2}])
    first, second = field_history(history, ("a",))
    assert first == FieldChange(1, 1, None, "Put: a 1", Change(Op.ADD, ("a",), None, 1))
    assert (second.version, second.change) == (3, Change(Op.REPLACE, ("a",), 1, 2))


def test_setting_a_field_to_what_it_is_is_no_change() -> None:
    assert [one.ordinal for one in field_history(history_of([{"a": 1}, {"a": 1}, {"a": 1.0}]), ("a",))] == [1]


def test_the_way_back_leads_over_many_blocks() -> None:
    others: list[Document] = [{"c": n} for n in range(3 * BLOCK)]
    history = history_of([{"a": 1}, *others])
    assert next_change(history, ("a",), history.length, forward=False) == 1
    assert next_change(history, ("a",), 1, forward=False) is None


@pytest.mark.parametrize("forward", [True, False])
def test_a_search_ends_where_nobody_waits_for_it(*, forward: bool) -> None:
    history = history_of([{"c": n} for n in range(50)])
    heard: list[int] = []

    def until_three(ordinal: int) -> None:
        heard.append(ordinal)
        if len(heard) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        next_change(history, ("a",), 0 if forward else 50, forward=forward, progress=until_three)
    assert len(heard) == 3


@given(_events, _paths, _values)
def test_what_it_became_last_is_the_last_change_to_that(
    events: list[tuple[Document, bool]], path: Path, value: Json
) -> None:
    history = _drawn(events)

    def is_meant(change: Change) -> bool:
        return change.op is not Op.REMOVE and same(change.after, value)

    fitting = [found for found in field_history(history, path) if is_meant(found.change)]
    assert last_became(history, path, is_meant) == (fitting[-1] if fitting else None)


def test_what_it_became_last_may_lie_far_back() -> None:
    history = history_of({"c": n} if n > 1 else {"a": 3 + n} for n in range(3 * BLOCK))
    found = last_became(history, ("a",), lambda change: change.after == 3)
    assert found is not None
    assert found.version == 1
