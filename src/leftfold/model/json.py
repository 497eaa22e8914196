"""JSON documents as Python values, and the limits within which Leftfold reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias, Union

import orjson

Json: TypeAlias = Union[None, bool, int, float, str, list["Json"], dict[str, "Json"]]  # noqa: UP007
JsonObject: TypeAlias = dict[str, Json]

MAX_DEPTH = 250
"""Deepest nesting that is decoded: orjson writes no document deeper than 254 levels, so a deeper one could be read but
never shown or saved again."""


def depth_of(text: bytes) -> int:
    """How deeply the brackets of a JSON text nest, brackets inside strings not counted."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", text)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")


def compact(value: Json) -> str:
    """The value as one line of JSON text, keys in their own order."""
    return orjson.dumps(value).decode()


def indented(value: Json) -> str:
    """The value as JSON text over several lines, two spaces a level."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def json_fault(value: object) -> str | None:
    """Why a value cannot be written as JSON, or None where it can."""
    try:
        orjson.dumps(value, option=_PLAIN_VALUES)
    except TypeError as error:
        return str(error)
    return None


_PLAIN_VALUES = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


def is_object(value: object) -> bool:
    """Whether the value is a JSON object."""
    return isinstance(value, Mapping)
