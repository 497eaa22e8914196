"""What the contracts are asserted with; each failure is a sentence that says where and what."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import orjson

from leftfold.domain.border import error_text
from leftfold.model.json import MAX_DEPTH, Json, compact, depth_of, json_fault

P = ParamSpec("P")
T = TypeVar("T")


def check(kept: object, sentence: str) -> None:
    """Raise `AssertionError` with the sentence where a promise is not kept."""
    if not kept:
        raise AssertionError(sentence)


def call(what: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the author's function gives. Raises `AssertionError` where it raises."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        raise AssertionError(f"{what} raised {error_text(error)}.") from error


def json_text(what: str, document: Json) -> str:
    """The document as JSON text. Raises `AssertionError` where it is none, or nests too deep."""
    fault = json_fault(document)
    check(fault is None, f"{what} is not JSON: {fault}.")
    text = compact(document)
    check(orjson.loads(text) == document, f"{what} is not JSON: read back, it is {_short(text)}.")
    depth = depth_of(text.encode())
    check(depth <= MAX_DEPTH, f"{what} nests {depth} deep; {MAX_DEPTH} is the most.")
    return text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


LONGEST = 100
"""Characters of a document quoted in a failure."""
