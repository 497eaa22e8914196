"""What a person means by a value that they type."""

from __future__ import annotations

import pytest

from leftfold.diagnose.meaning import change_to
from leftfold.model.diff import Change, Op
from leftfold.model.json import Json


def _to(after: Json) -> Change:
    return Change(Op.REPLACE, ("a",), 0, after)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3", 3), ("3", 3.0), ("3", "3"), (" lesson 3 ", "lesson 3"), ('"3"', "3"), ("true", True), ("[1, 2]", [1, 2])],
)
def test_a_value_is_json_or_a_text_as_it_is(typed: str, value: Json) -> None:
    assert change_to(typed)(_to(value))


@pytest.mark.parametrize(("typed", "value"), [("3", 4), ("true", 1), ('"3"', 3), ("lesson", "lesson 3"), ("0", None)])
def test_another_value_is_not_meant(typed: str, value: Json) -> None:
    assert not change_to(typed)(_to(value))


@pytest.mark.parametrize("typed", ["nothing", "Nothing", "null"])
def test_nothing_is_null_or_what_is_gone(typed: str) -> None:
    is_meant = change_to(typed)
    assert is_meant(_to(None))
    assert is_meant(Change(Op.REMOVE, ("a",), 3, None))
    assert not is_meant(_to(3))


def test_what_is_gone_is_no_value() -> None:
    assert not change_to("3")(Change(Op.REMOVE, ("a",), 3, None))
