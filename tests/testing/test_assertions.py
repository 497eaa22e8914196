"""What contracts are asserted with."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from leftfold.model.json import MAX_DEPTH, Json
from leftfold.testing.assertions import LONGEST, call, check, json_text


def test_a_broken_promise_is_a_sentence() -> None:
    check(True, "Kept.")
    with pytest.raises(AssertionError, match="Not kept"):
        check("", "Not kept.")


def test_what_an_authors_function_raises_is_said() -> None:
    assert call("It", max, 1, 2) == 2
    with pytest.raises(AssertionError, match=r"It raised KeyError: 'x'\.") as caught:
        call("It", dict[str, int]().__getitem__, "x")
    assert isinstance(caught.value.__cause__, KeyError)


def _nested(depth: int) -> Json:
    document: Json = 1
    for _level in range(depth):
        document = [document]
    return document


def test_a_document_is_given_as_text() -> None:
    assert json_text("It", {"a": [1, None, "ä"]}) == '{"a":[1,null,"ä"]}'
    assert json_text("It", _nested(MAX_DEPTH))


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (datetime(2026, 1, 1), "It is not JSON: Type is not JSON serializable: datetime."),  # noqa: DTZ001
        ({1: 2}, "It is not JSON: Dict key must be str."),
        ({"a": (1, 2)}, 'It is not JSON: read back, it is {"a":[1,2]}.'),
        (float("nan"), "It is not JSON: read back, it is null."),
        (_nested(MAX_DEPTH + 1), f"It nests {MAX_DEPTH + 1} deep; {MAX_DEPTH} is the most."),
        (_nested(1000), "It is not JSON: Recursion limit reached."),
        ((1,) * 1000, f"read back, it is [{'1,' * 49}1…."),
    ],
)
def test_what_is_no_document_is_said(document: Any, sentence: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(sentence)):
        json_text("It", document)
    assert LONGEST == 100
