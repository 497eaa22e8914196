"""JSON text and its limits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.json import MAX_DEPTH, Json, compact, depth_of, indented, is_object, json_fault
from tests.model.documents import DOCUMENTS


def _depth(document: Json) -> int:
    if isinstance(document, dict):
        return 1 + max(map(_depth, document.values()), default=0)
    return 1 + max(map(_depth, document), default=0) if isinstance(document, list) else 0


@given(DOCUMENTS)
def test_the_depth_of_a_text_is_that_of_its_document(document: Json) -> None:
    assert depth_of(compact(document).encode()) == depth_of(indented(document).encode()) == _depth(document)


def test_brackets_in_texts_do_not_nest() -> None:
    assert depth_of(b'["[[[", "\\"[[", "\\\\", {"]": "}"}]') == 2


@given(DOCUMENTS)
def test_a_document_is_written_and_read_back(document: Json) -> None:
    assert json_fault(document) is None
    assert orjson.loads(compact(document)) == orjson.loads(indented(document)) == document
    assert "\n" not in compact(document)


class Named(str):
    """A text that is more than a text."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({1, 2}, "set"),
        (datetime(2026, 1, 1), "datetime"),  # noqa: DTZ001
        (Named("x"), "Named"),
        ({1: 2}, "key"),
        (2**64, "64-bit"),
        ("\ud800", "surrogates"),
    ],
)
def test_what_cannot_be_written_is_told(value: Any, word: str) -> None:
    assert word in str(json_fault([value]))


@given(st.integers(1, MAX_DEPTH))
def test_what_may_be_read_can_be_written(depth: int) -> None:
    document: Json = []
    for _level in range(depth - 1):
        document = [document]
    assert json_fault(document) is None
    assert depth_of(compact(document).encode()) == depth


def test_only_objects_are_objects() -> None:
    assert is_object({})
    assert not any(map(is_object, ([], None, "{}", 1)))
