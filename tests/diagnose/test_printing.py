"""The law of printing: what is printed parses to what was printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.grammar import MAX_LENGTH, parse
from leftfold.diagnose.printing import RESERVED, literal, quoted, text_of
from leftfold.diagnose.tree import (
    AllOf,
    AnyOf,
    Comparator,
    Comparison,
    Contains,
    Exists,
    Fact,
    Matches,
    Motion,
    Moved,
    Not,
    Place,
    Root,
    Test,
    Within,
)

_keys = st.integers(-99, 99) | st.sampled_from(sorted(RESERVED)) | st.sampled_from(["a", "Not", "b-2"]) | st.text()
_paths = st.lists(_keys, max_size=3).map(tuple)
_literals = st.builds(
    literal,
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
)
_times = st.builds(literal, st.datetimes(timezones=st.just(UTC)))
_subjects = st.sampled_from([fact for fact in Fact if fact is not Fact.RECORDED_AT]) | st.builds(
    Place, st.sampled_from(Root), _paths
)
_operands = _subjects | _literals
_comparators = st.sampled_from(Comparator)
_singles = (
    st.builds(Comparison, _operands, _comparators, _operands)
    | st.builds(Comparison, st.just(Fact.RECORDED_AT), _comparators, _times)
    | st.builds(Comparison, _times, _comparators, st.just(Fact.RECORDED_AT))
    | st.builds(Within, _operands, st.lists(_literals, min_size=1, max_size=3).map(tuple))
    | st.builds(Within, st.just(Fact.RECORDED_AT), st.lists(_times, min_size=1, max_size=3).map(tuple))
    | st.builds(Contains, _operands, _operands)
    | st.builds(Matches, _operands, st.text())
    | st.builds(Exists, _subjects | st.just(Fact.RECORDED_AT))
    | st.builds(Moved, st.sampled_from(Motion), _paths)
)


def _several(tests: st.SearchStrategy[Test]) -> st.SearchStrategy[tuple[Test, ...]]:
    return st.lists(tests, min_size=2, max_size=3).map(tuple)


TESTS: st.SearchStrategy[Test] = st.recursive(
    _singles,
    lambda inner: st.builds(Not, inner) | st.builds(AllOf, _several(inner)) | st.builds(AnyOf, _several(inner)),
    max_leaves=8,
)


@given(TESTS.filter(lambda test: len(text_of(test)) <= MAX_LENGTH))
def test_what_is_printed_parses_to_what_was_printed(test: Test) -> None:
    assert parse(text_of(test)) == test


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("(((a = 1)))", "a = 1"),
        ("a=1 or b=2 and c=3", "a = 1 or b = 2 and c = 3"),
        ("(a=1 or b=2) and c=3", "(a = 1 or b = 2) and c = 3"),
        ("not (a = 1 and b = 2)", "not (a = 1 and b = 2)"),
        ("not not a = 1", "not not a = 1"),
        ("exists(event.data.x)", "exists(event.data.x)"),
        ("after.a == 1", "a = 1"),
        ("after = 1", "after = 1"),
        ("before['a b'] in [1,2]", 'before["a b"] in [1, 2]'),
        ("rose()", "rose()"),
        ("after.event.x contains 'y'", "[\"event\"].x contains 'y'"),
        ('after.not[0] matches "it\'s*"', "[\"not\"][0] matches 'it\\'s*'"),
        ("after.or = 1.50", '["or"] = 1.5'),
        ("event.recorded_at < '2026-03-03'", "event.recorded_at < '2026-03-03T00:00:00.000000Z'"),
    ],
)
def test_printing_is_plain(written: str, printed: str) -> None:
    assert text_of(parse(written)) == printed


def test_literals_are_written_as_they_are_read() -> None:
    values = (None, True, False, 3, -0.5, "it's", datetime(2026, 3, 3, tzinfo=UTC))
    assert [literal(value).text for value in values] == [
        "null",
        "true",
        "false",
        "3",
        "-0.5",
        "'it\\'s'",
        "'2026-03-03T00:00:00.000000Z'",
    ]
    assert quoted("a\\b") == "'a\\\\b'"
