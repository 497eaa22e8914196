"""What a person means by a value that they type: `3`, `lesson 3`, `"3"`, `nothing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import orjson

from leftfold.model.diff import Change, Op, same
from leftfold.model.json import Json

NOTHING: Final = "nothing"
"""What stands for a value that is null, or not there any more."""


def change_to(typed: str) -> Callable[[Change], bool]:
    """Whether a change leads to the value that a text means: JSON, or a text as it is, or nothing."""
    text = typed.strip()
    values: tuple[Json, ...] = (*_parsed(text), text)

    def is_meant(change: Change) -> bool:
        if change.op is Op.REMOVE or change.after is None:
            return text.lower() in (NOTHING, "null")
        return any(same(change.after, value) for value in values)

    return is_meant


def _parsed(text: str) -> tuple[Json, ...]:
    try:
        return (orjson.loads(text),)
    except orjson.JSONDecodeError:
        return ()
