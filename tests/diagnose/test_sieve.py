"""What a condition says of an event's type and time alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.condition import Sight, parse_condition
from leftfold.diagnose.sieve import Sieve, sieve_of
from leftfold.model.event import Event
from leftfold.model.step import Applied, Standing, Step
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME

TIMES = ("1970-01-01T00:00:01", "1970-01-01T00:00:02", "1970-01-01T00:00:03")
TESTS = st.one_of(
    st.sampled_from(["event.type = 'a'", "'b' = event.type", "event.type in ['a', 'c', 3]", "event.type != 'a'"]),
    st.builds(
        lambda sign, time: f"event.recorded_at {sign} '{time}'",
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.sampled_from(TIMES),
    ),
    st.sampled_from(["event.version = 1", "event.type = event.data.x", "event.deleted"]),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=5,
)
EVENTS = st.builds(
    lambda version, kind, at: Event(StreamId("x", "1"), version, kind, {"x": "a"}, None, at),
    st.integers(1, 2),
    st.sampled_from("abc"),
    st.sampled_from([NO_TIME, 0, 1_000_000, 2_000_000, 2_000_001, 3_000_000, 4_000_000]),
)


@given(CONDITIONS, EVENTS)
def test_it_lets_all_through_at_which_the_condition_holds(text: str, event: Event) -> None:
    condition = parse_condition(text)
    sieve = sieve_of(condition.test)
    holds = condition.holds(Sight(Step(event, Standing(0), Applied(0)), None, None))
    assert sieve.lets(event) or not holds
    if sieve.is_exact:
        assert sieve.lets(event) is holds


@pytest.mark.parametrize(
    ("text", "types", "is_exact"),
    [
        ("event.type = 'a'", {"a"}, True),
        ("event.type = 'a' or event.type = 'b'", {"a", "b"}, False),
        ("event.type in ['a', 'b'] and 'b' = event.type", {"b"}, True),
        ("event.type = 'a' and before.x = 1", {"a"}, False),
        ("event.type = 'a' or before.x = 1", None, False),
        ("not event.type = 'a'", None, False),
        ("event.recorded_at != '2026-01-01'", None, False),
    ],
)
def test_what_it_knows(text: str, types: set[str] | None, is_exact: bool) -> None:  # noqa: FBT001
    found = sieve_of(parse_condition(text).test)
    assert (found.types, found.is_exact) == (None if types is None else frozenset(types), is_exact)


def test_without_a_condition_on_them_it_lets_all_through() -> None:
    assert Sieve().lets(Event(StreamId("x", "1"), 1, "a", None))
