"""What a condition's tests are about, read from text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leftfold.diagnose.operands import choices, operand, parse_path, path, pattern, subject, time
from leftfold.diagnose.printing import literal
from leftfold.diagnose.tokens import ConditionError, Cursor
from leftfold.diagnose.tree import Fact, Literal, Operand, Place, Root
from leftfold.model.paths import Path


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("-2.50", -2.5), ("1e3", 1000.0), ("'it\\'s'", "it's"), ('"a"', "a"), ("TRUE", True), ("Null", None)],
)
def test_literals(text: str, value: str | float | None) -> None:
    found = operand(Cursor(text))
    assert isinstance(found, Literal)
    assert (found.value, type(found.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("currentPosition", Place(Root.AFTER, ("currentPosition",))),
        ("after.items[2].name", Place(Root.AFTER, ("items", 2, "name"))),
        ("Before", Place(Root.BEFORE, ())),
        ('["odd \\"key"][-1]', Place(Root.AFTER, ('odd "key', -1))),
        ("event.data['a b'].in", Place(Root.DATA, ("a b", "in"))),
        ("event.metadata", Place(Root.METADATA, ())),
        ("event.recorded_at", Fact.RECORDED_AT),
        ("Event.type", Fact.TYPE),
    ],
)
def test_subjects(text: str, expected: Operand) -> None:
    assert operand(Cursor(text)) == subject(Cursor(text)) == expected


@pytest.mark.parametrize(("text", "expected"), [("a.b", ("a", "b")), ("[0].x", (0, "x")), ("changed", ("changed",))])
def test_paths(text: str, expected: Path) -> None:
    assert path(Cursor(text)) == expected


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("", 1, "expected a path such as currentPosition, or a value such as 3 or 'text', not the end"),
        ("in", 1, "expected a path such as currentPosition, or a value such as 3 or 'text', not 'in'"),
        ("event", 6, "expected '.', not the end"),
        ("event.kind", 7, "expected one of type, version, position, recorded_at, deleted, failed, data, metadata, not"),
        ("event.'type'", 7, "expected one of type"),
        ("a.2", 3, "expected a name after the dot (an index is written as [2]), not '2'"),
        ("a[b]", 3, "expected an index such as [2] or a key such as [\"odd key\"], not 'b'"),
        ("a[1.5]", 3, "expected an index"),
        ("a[" + "9" * 41 + "]", 3, "expected an index"),
        ("a[1", 4, "expected ']', not the end"),
        ("1e999", 1, "expected a smaller number, not '1e999'"),
        ("9" * 41, 1, "expected a number of at most 40 characters"),
    ],
)
def test_what_is_no_operand_is_told(text: str, column: int, problem: str) -> None:
    with pytest.raises(ConditionError) as caught:
        operand(Cursor(text))
    assert caught.value.column == column
    assert problem in str(caught.value)


def test_a_list_holds_literals() -> None:
    assert choices(Cursor("['a', 1, null]"), times=False) == (literal("a"), literal(1), literal(None))
    assert choices(Cursor("['2026-03-03']"), times=True) == (literal(datetime(2026, 3, 3, tzinfo=UTC)),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1", "column 1: expected '[', not '1'"),
        ("[]", "column 2: expected a number, a text, true, false or null, not ']'"),
        ("['2026-03-03' 'b']", "column 15: expected ']', not 'b'"),
        ("['2026-03-03', 'soon']", "column 16: expected a time"),
    ],
)
def test_what_is_no_list_is_told(text: str, problem: str) -> None:
    with pytest.raises(ConditionError) as caught:
        choices(Cursor(text), times=True)
    assert problem in str(caught.value)


def test_a_pattern_is_a_text() -> None:
    assert pattern(Cursor("'lesson*'")) == "lesson*"
    with pytest.raises(ConditionError, match=r"expected a pattern such as 'lesson\*', not 'lesson'"):
        pattern(Cursor("lesson"))


@pytest.mark.parametrize(
    "text", ["2026-03-03T10:32:07Z", "2026-03-03T11:32:07+01:00", "2026-03-03 10:32:07", "20260303T103207"]
)
def test_a_time_is_read_in_utc(text: str) -> None:
    assert time(literal(text), Cursor("").next).value == datetime(2026, 3, 3, 10, 32, 7, tzinfo=UTC)


@pytest.mark.parametrize("found", [literal("soon"), literal(3), Fact.TYPE, literal("0001-01-01T00:00+14:00")])
def test_what_is_no_time_is_told(found: Operand) -> None:
    with pytest.raises(ConditionError, match="expected a time such as '2026-03-03'"):
        time(found, Cursor("'soon'").next)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" lastQuiz.score ", ("lastQuiz", "score")),
        ("event.data", ("event", "data")),
        ('["odd key"][2]', ("odd key", 2)),
        ("not", ("not",)),
    ],
)
def test_a_whole_text_may_be_a_path(text: str, expected: Path) -> None:
    assert parse_path(text) == expected


@pytest.mark.parametrize(("text", "column"), [("a..b", 3), ("a b", 3), ("3", 1), ("a = 1", 3), (".a", 1)])
def test_what_is_no_path_is_told_by_its_column(text: str, column: int) -> None:
    with pytest.raises(ConditionError) as told:
        parse_path(text)
    assert told.value.column == column
