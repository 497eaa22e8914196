"""Values in words: bounded on one line, whole where they are copied, honest where they are no JSON."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from leftfold.model.json import MAX_DEPTH, Json
from leftfold.ui.inspector.texts import DUMPED, brief, dump, summary, whole
from tests.ui.inspector.documents import DOCUMENTS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (1.0, "1.0"),
        ("a\nb", '"a\\nb"'),
        ([], "[]"),
        ({}, "{}"),
        ({"quiz": "é", "two words": [1, {"x": None}]}, '{quiz: "é", "two words": [1, {x: null}]}'),
        (2**80, str(2**80)),
    ],
)
def test_a_value_is_said_much_as_json_has_it(value: Any, text: str) -> None:
    assert brief(value) == text


@settings(deadline=None)
@given(DOCUMENTS, st.integers(1, 30))
def test_a_line_is_never_longer_than_its_limit(value: Json, limit: int) -> None:
    text = brief(value, limit)
    assert len(text) <= limit
    assert "\n" not in text
    assert text == brief(value, 100_000) or text.endswith("…")


def test_of_a_huge_value_only_the_beginning_is_looked_at() -> None:
    class Endless(list[int]):
        """Fails where more than a line of it is read."""

        @override
        def __iter__(self) -> Any:
            yield from range(60)
            raise AssertionError("read too far")

    assert brief(Endless()).endswith("…")
    deep: Json = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    assert brief(deep) == "[" * 119 + "…"


@pytest.mark.parametrize(
    ("value", "text"),
    [([1, 2], "[1, 2]"), (["long " * 9], "1 item"), (list(range(2000)), "2,000 items"), ({"a": "x" * 50}, "1 field")],
)
def test_what_holds_much_is_said_by_how_much(value: Json, text: str) -> None:
    assert summary(value) == text


@settings(deadline=None)
@given(DOCUMENTS)
def test_what_is_copied_is_all_of_it(value: Json) -> None:
    assert whole(value) == value if isinstance(value, str) else orjson.loads(whole(value)) == value


def test_a_text_is_copied_without_quotes() -> None:
    assert whole('say "x"\n') == 'say "x"\n'


def test_bytes_are_dumped_in_hexadecimal_and_as_characters() -> None:
    assert dump(b"{\x00abc") == "000000  7b 00 61 62 63           {.abc"
    lines = dump(bytes(range(256)) * 20).splitlines()
    assert lines[5] == "000028  28 29 2a 2b 2c 2d 2e 2f  ()*+,-./"
    assert len(lines) == DUMPED // 8 + 1
    assert lines[-1] == "… 1,024 more bytes"
