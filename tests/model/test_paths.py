"""Paths into documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.operands import path as parsed_path
from leftfold.diagnose.tokens import Cursor
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, Path, json_at, path_text, value_at

DOCUMENT: Json = {"a": {"b": [1, {"c": None}]}, "odd key": 2, "1": 3}

_keys = st.text(max_size=4) | st.integers(-9, 9) | st.sampled_from(["a", "lastQuiz", "b-2"])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("lastQuiz", "score"), "lastQuiz.score"),
        (("items", 2, "name"), "items[2].name"),
        (("odd key", "x"), '["odd key"].x'),
        (("a", "", "1", 'q"\\'), 'a[""]["1"]["q\\"\\\\"]'),
        ((0, "größe"), "[0].größe"),
    ],
)
def test_a_path_is_written_as_a_person_does(path: Path, text: str) -> None:
    assert path_text(path) == text


@given(st.lists(_keys, max_size=4).map(tuple))
def test_a_written_path_can_be_read(path: Path) -> None:
    written = path_text(("x", *path))
    assert parsed_path(Cursor(written)) == ("x", *path)


@pytest.mark.parametrize(
    ("path", "value"),
    [((), DOCUMENT), (("a", "b", 0), 1), (("a", "b", -1, "c"), None), (("odd key",), 2), (("1",), 3)],
)
def test_the_value_at_a_path(path: Path, value: Json) -> None:
    assert value_at(DOCUMENT, path) == json_at(DOCUMENT, path) == value


@pytest.mark.parametrize(
    "path", [("x",), ("a", "b", 2), ("a", "b", -3), ("a", "b", "0"), (1,), ("a", "b", 0, "x"), ("x", "y", 0)]
)
def test_there_may_be_nothing_at_a_path(path: Path) -> None:
    assert value_at(DOCUMENT, path) is MISSING
    assert json_at(DOCUMENT, path) is None
