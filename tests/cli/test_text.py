"""What people read: columns, counts and values."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leftfold.cli.text import (
    LONGEST,
    counted,
    print_changes,
    print_differences,
    print_document,
    print_table,
    value_text,
    when,
)
from leftfold.model.diff import Change, Op
from leftfold.model.json import Json


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (2_500, "2,500 events")]
)
def test_counts_have_their_noun(number: int, text: str) -> None:
    assert counted(number, "event") == text


def test_a_plural_of_its_own() -> None:
    assert counted(2, "value differs", many="values differ") == "2 values differ"
    assert counted(1, "value differs", many="values differ") == "1 value differs"


def test_texts_are_aligned_left_and_numbers_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("student/3202", 1_214, "first"), ("cart/1", 5, "")], head=("aggregate", "events", "note"))
    assert capsys.readouterr().out.splitlines() == [
        "aggregate     events  note",
        "student/3202    1214  first",
        "cart/1             5",
    ]


def test_signs_are_as_wide_as_the_terminal_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("漢字", "x"), ("e\u0301", "y"), ("abcd", "z")])
    assert capsys.readouterr().out.splitlines() == ["漢字  x", "e\u0301     y", "abcd  z"]


def test_a_cell_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("a\nb", "c")])
    assert capsys.readouterr().out == "a\\nb  c\n"


def test_no_rows_have_no_heads(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([], head=("aggregate",))
    assert capsys.readouterr().out == ""


def test_times_are_read_to_the_second_and_tell_their_zone() -> None:
    assert when(None) == ""
    assert when(datetime(2025, 3, 4, 10, 32, 7, 999_999, UTC)) == "2025-03-04 10:32:07Z"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (1.5, "1.5"),
        ("Blue river", "Blue river"),
        ("2024-04-23T01:12:31Z", "2024-04-23T01:12:31Z"),
        ("3", '"3"'),
        ("-1.5e3", '"-1.5e3"'),
        ("nothing", '"nothing"'),
        ("yes", '"yes"'),
        ("", '""'),
        (" x", '" x"'),
        ("[x]", '"[x]"'),
        ("a\nb", "a\\nb"),
        ({}, "{}"),
        ([], "[]"),
        ({"quiz": "Lesson 1", "score": None}, "{quiz: Lesson 1, score: nothing}"),
        ([1, "1", [True]], '[1, "1", [yes]]'),
    ],
)
def test_values_read_without_the_signs_of_json(value: Json, text: str) -> None:
    assert value_text(value) == text


def test_a_long_value_is_cut_and_says_how_long_it_is() -> None:
    assert value_text("x" * LONGEST) == "x" * LONGEST
    assert value_text("x" * 1_234) == "x" * (LONGEST - 1) + "… (1,234 characters)"


def test_a_line_a_change(capsys: pytest.CaptureFixture[str]) -> None:
    print_changes(
        [
            Change(Op.REPLACE, ("currentPosition",), 7, 3),
            Change(Op.ADD, ("quiz", "score"), None, 92),
            Change(Op.REMOVE, ("map",), "Blue river", None),
            Change(Op.REPLACE, (), {}, []),
        ]
    )
    assert capsys.readouterr().out.splitlines() == [
        "  currentPosition  7 → 3",
        "  quiz.score       new: 92",
        "  map              gone: Blue river",
        "  all              {} → []",
    ]


def test_differences_are_counted_before_they_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    changes = [Change(Op.REPLACE, ("lesson",), 7, 3), Change(Op.ADD, ("quiz",), None, 1)]
    print_differences(changes, "From 1 to 2", as_json=False)
    print_differences((), "From 1 to 1", as_json=False)
    told = ["From 1 to 2: 2 values differ.", "  lesson  7 → 3", "  quiz    new: 1", "From 1 to 1: nothing differs."]
    assert capsys.readouterr().out.splitlines() == told


def test_a_line_a_value_with_nothing_inside(capsys: pytest.CaptureFixture[str]) -> None:
    print_document({"a": {"b": [1, {"c": None}], "d": {}}, "e": []})
    assert capsys.readouterr().out.splitlines() == [
        "  a.b[0]    1",
        "  a.b[1].c  nothing",
        "  a.d       {}",
        "  e         []",
    ]
    print_document(3)
    assert capsys.readouterr().out == "  all  3\n"
