"""What a person typed, as the JSON value it stands for: exactly that value, or a sentence says why there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import orjson

from leftfold.domain.definition import Kind
from leftfold.model.json import MAX_DEPTH, Json, JsonObject, depth_of, json_fault

_WHOLE: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
_SMALLEST: Final = -(2**63)
_LARGEST: Final = 2**64 - 1
"""What a stored whole number can be; one beyond would be rounded without a word when it is read again."""

_LONGEST: Final = 24
"""Characters of a number: more than its largest has, and few enough to be quoted."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The value that a text stands for."""

    value: Json


@dataclass(frozen=True, slots=True)
class Meaningless:
    """Why a text stands for no value."""

    why: str
    """A sentence, with line and column where there is a place to point at."""


def meant(kind: Kind, text: str) -> Meant | Meaningless:
    """The value of a kind that a text stands for; the empty text is for the caller."""
    return _READERS[kind](text)


def json_meant(text: str) -> Meant | Meaningless:
    """The JSON value that a text stands for, refused where it could not be stored exactly as typed."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        too_deep = depth_of(text.encode(errors="replace")) > MAX_DEPTH
        return Meaningless(_TOO_DEEP if too_deep else f"Line {error.lineno}, column {error.colno}: {error.msg}.")
    if depth_of(text.encode()) > MAX_DEPTH:
        return Meaningless(_TOO_DEEP)
    try:
        return Meant(_EXACT.decode(text.strip()))
    except _Inexact as inexact:
        return Meaningless(str(inexact))


def object_meant(text: str) -> JsonObject | Meaningless:
    """The JSON object that a text stands for."""
    found = json_meant(text)
    if isinstance(found, Meaningless):
        return found
    if not isinstance(found.value, dict):
        return Meaningless("An event's payload is a JSON object, such as {}.")
    return found.value


class _Inexact(Exception):
    """A text that is JSON, and would be stored as something else."""


def _whole(text: str) -> int:
    if len(text) > _LONGEST or not _SMALLEST <= int(text) <= _LARGEST:
        raise _Inexact(f"{_cut(text)} is too large to be stored as a number; write it as a text.")
    return int(text)


def _fraction(text: str) -> float:
    value = float(text)
    if Decimal(repr(value)) != Decimal(text):
        raise _Inexact(f"{_cut(text)} cannot be stored exactly as a number; write fewer digits, or write it as a text.")
    return value


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Inexact(f'"{twice}" stands there twice; keep one of them.')
    return found


_EXACT: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_int=_whole, parse_float=_fraction)
_TOO_DEEP: Final = f"It nests deeper than {MAX_DEPTH} levels."


def _text(text: str) -> Meant | Meaningless:
    return Meant(text) if json_fault(text) is None else Meaningless("It holds a broken character; type it anew.")


def _integer(text: str) -> Meant | Meaningless:
    bare = text.strip()
    if not _WHOLE.fullmatch(bare):
        return Meaningless("It must be a whole number, such as 12.")
    return _number_of(_whole, bare)


def _number(text: str) -> Meant | Meaningless:
    bare = text.strip()
    if _WHOLE.fullmatch(bare):
        return _number_of(_whole, bare)
    try:
        is_number = type(orjson.loads(bare)) is float
    except orjson.JSONDecodeError:
        is_number = False
    # A comma is no point: 1,000 is a thousand to one person and one to another.
    return _number_of(_fraction, bare) if is_number else Meaningless("It must be a number, such as 12 or 3.5.")


def _number_of(read: Callable[[str], int | float], text: str) -> Meant | Meaningless:
    try:
        return Meant(read(text))
    except _Inexact as inexact:
        return Meaningless(str(inexact))


def _yes_no(text: str) -> Meant | Meaningless:
    found = {"yes": True, "no": False}.get(text)
    return Meaningless("It must be yes or no.") if found is None else Meant(found)


_READERS: Final[dict[Kind, Callable[[str], Meant | Meaningless]]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.JSON: json_meant,
}
