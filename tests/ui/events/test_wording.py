"""Changes in a few words."""

from __future__ import annotations

import pytest

from leftfold.model.diff import Change, Op
from leftfold.model.json import Json
from leftfold.ui.events.wording import Changed, brief, changed, one_line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        ("", '""'),
        ("two\nlines", "two lines"),
        (1.5, "1.5"),
        (True, "true"),
        ({"a": 1, "b": [None, "x"]}, "{a: 1, b: [nothing, x]}"),
        ([], "[]"),
    ],
)
def test_a_value_in_one_line(value: Json, text: str) -> None:
    assert brief(value) == text


def test_a_long_value_is_cut_and_never_written_out_whole() -> None:
    assert len(brief("x" * 10_000_000)) <= 62
    assert len(brief(list(range(1_000_000)))) <= 62
    assert one_line("a  b\n c", 4) == "a b…"


def test_a_change_in_words() -> None:
    assert changed(Change(Op.REPLACE, ("lesson",), 6, 3)) == Changed("lesson", "6", "3")
    assert changed(Change(Op.ADD, ("items", 0), None, "x")) == Changed("items[0]", "", "x")
    assert changed(Change(Op.REMOVE, (), {}, None)) == Changed("state", "{}", "nothing")
