"""What conditions mean, value by value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.evaluation import holds
from leftfold.diagnose.grammar import parse
from leftfold.diagnose.tree import Comparator, Comparison, Not, Place, Root
from leftfold.model.event import Undecodable
from leftfold.model.json import Json
from leftfold.model.times import microseconds
from tests.diagnose.moments import EVENT, moment

STATE: Json = {
    "n": 6,
    "half": 0.5,
    "yes": True,
    "none": None,
    "text": "lesson six",
    "list": [1, "two", {"x": 3}],
    "map": {"a b": 1, "in": {"deep": [0]}},
}


@pytest.mark.parametrize(
    "text",
    [
        "n = 6",
        "n = 6.0",
        "n != 7",
        "n < 7",
        "n <= 6",
        "n > 5.5",
        "n >= 6",
        "7 > n",
        "half < n",
        "text >= 'lesson'",
        "yes = true",
        "none = null",
        "text != 6",
        "list = list",
        "n in [1, 6]",
        "none in [null]",
        "text contains 'six'",
        "list contains 'two'",
        "list contains 1.0",
        "map contains 'a b'",
        "list contains list[2]",
        "map['a b'] = 1",
        "map.in.deep[0] = 0",
        "list[-1].x = 3",
        "exists(none)",
        "exists(after)",
        "text matches 'lesson six'",
        "text matches '*'",
        "text matches 'les*six'",
        "text matches '*n*s*'",
        "text matches '*six*'",
    ],
)
def test_what_holds(text: str) -> None:
    assert holds(parse(text), moment(after=STATE))
    assert not holds(Not(parse(text)), moment(after=STATE))


@pytest.mark.parametrize(
    "text",
    [
        "n = '6'",
        "n < 'a'",
        "'a' > n",
        "yes = 1",
        "yes < 2",
        "none < 1",
        "none <= null",
        "list < list",
        "text > 3",
        "n in ['6', true]",
        "n contains 6",
        "text contains 5",
        "text contains 'Six'",
        "list contains 'thre'",
        "map contains 1",
        "n matches '*'",
        "text matches 'six'",
        "text matches 'six*'",
        "text matches '*lesson'",
        "text matches 'lesson*lesson*'",
        "text matches 'lesson s*six'",
        "text matches 'lesson six*six'",
        "exists(n.deeper)",
        "exists(list[3])",
        "exists(before.n)",
    ],
)
def test_what_does_not_hold(text: str) -> None:
    assert not holds(parse(text), moment(after=STATE))


_paths = st.sampled_from([("missing",), ("n", "x"), ("list", 9)])
_values = st.sampled_from([Place(Root.AFTER, ("n",)), Place(Root.AFTER, ("none",)), Place(Root.AFTER, ("missing",))])


@given(_paths, st.sampled_from(Comparator), _values)
def test_no_comparison_with_what_is_not_there_holds(
    path: tuple[str | int, ...], comparator: Comparator, value: Place
) -> None:
    absent = Place(Root.AFTER, path)
    assert not holds(Comparison(absent, comparator, value), moment(after=STATE))
    assert not holds(Comparison(value, comparator, absent), moment(after=STATE))


@pytest.mark.parametrize(
    "text", ["x in [null]", "x contains 'a'", "text contains x", "x matches '*'", "exists(x)", "changed(x)", "rose(x)"]
)
def test_no_other_test_of_what_is_not_there_holds(text: str) -> None:
    assert not holds(parse(text), moment(before={"n": 5}, after=STATE))


_numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("comparator", ["=", "!=", "<", "<=", ">", ">="])
@given(one=_numbers, other=_numbers)
def test_numbers_compare_as_numbers(comparator: str, one: float, other: float) -> None:
    expected = {
        "=": one == other,
        "!=": one != other,
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }
    assert holds(parse(f"before {comparator} after"), moment(one, other)) is expected[comparator]


def test_the_facts_of_an_event() -> None:
    event = EVENT._replace(
        position=900, at=microseconds(datetime(2026, 3, 3, 10, 32, tzinfo=UTC)), metadata={"author": "Mira"}
    )
    for text in (
        "event.type = 'resetProgress'",
        "event.version = 57",
        "event.position > 899",
        "event.data.lesson = 3",
        "event.metadata.author = 'Mira'",
        "event.recorded_at = '2026-03-03T10:32'",
        "event.recorded_at >= '2026-03-03' and event.recorded_at < '2026-03-04'",
        "'2026-03-03T11:00+00:30' < event.recorded_at",
        "event.recorded_at in ['2026-03-03T10:32Z']",
        "not event.deleted and not event.failed",
    ):
        assert holds(parse(text), moment(event=event)), text
    assert holds(parse("event.deleted"), moment(event=event._replace(deleted=True)))
    assert holds(parse("event.failed"), moment(event=event, failed=True))


@pytest.mark.parametrize(
    "text",
    [
        "exists(event.position)",
        "event.position != 1",
        "exists(event.recorded_at)",
        "event.recorded_at > '0001-01-01'",
        "event.recorded_at != '2026-01-01'",
        "exists(event.data)",
        "event.data != 1",
    ],
)
def test_what_an_event_does_not_tell_is_not_there(text: str) -> None:
    event = EVENT._replace(data=Undecodable(b"{", "is not JSON"))
    assert not holds(parse(text), moment(event=event))


@pytest.mark.parametrize(
    ("before", "after", "motions"),
    [
        (6, 3, {"changed", "fell"}),
        (3, 6.5, {"changed", "rose"}),
        (6, 6.0, set()),
        (None, 6, {"changed"}),
        ("6", "3", {"changed"}),
        (1, True, {"changed"}),
        ([1], [1], set()),
        ([1], [1, 2], {"changed"}),
    ],
)
def test_what_an_event_did_to_a_value(before: Json, after: Json, motions: set[str]) -> None:
    now = moment({"x": before}, {"x": after, "y": 1})
    assert {motion for motion in ("changed", "fell", "rose") if holds(parse(f"{motion}(x)"), now)} == motions
    assert holds(parse("changed() and changed(y)"), now)


def test_what_appears_or_goes_has_changed() -> None:
    assert holds(parse("changed(x)"), moment({}, {"x": None}))
    assert holds(parse("changed(x)"), moment({"x": None}, {}))


@pytest.mark.parametrize("motion", ["changed", "fell", "rose"])
def test_an_event_that_does_not_count_moves_nothing(motion: str) -> None:
    assert not holds(parse(f"{motion}()"), moment(6, 3, event=EVENT._replace(deleted=True)))
    assert not holds(parse(f"{motion}()"), moment(6, 3, failed=True))


def test_joined_tests() -> None:
    now = moment(after=STATE)
    assert holds(parse("n = 1 or n = 6"), now)
    assert not holds(parse("n = 6 and n = 1"), now)
    assert not holds(parse("n = 1 or n = 2"), now)
