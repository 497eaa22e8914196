"""What the values of a column of which nothing is known may be: documents, times, ids, and in which form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import orjson

from leftfold.model.times import parse_time
from leftfold.store.forms import PER_SECOND, TICKS_BEFORE_1970, DocumentForm, IdForm, TimeUnit
from leftfold.store.sampling import BYTES, Value

_SOONEST: Final = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
_LATEST: Final = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())
"""Between these, in seconds since 1970, a number that counts from then is taken for a time."""
_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME: Final = 255
"""Characters that a type or an id has at most: what is longer is some text."""


def is_json(value: Value) -> bool:
    """Whether a value is a JSON object or list, or begins as one where only its beginning is known."""
    if not isinstance(value, str | bytes) or value.lstrip()[:1] not in ("{", "[", b"{", b"["):
        return False
    if len(value) >= BYTES:
        return True
    try:
        orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    return True


def is_document(value: Value) -> bool:
    """Whether a value may be a document: bytes may be any, and what cannot be read of them is shown as such."""
    return isinstance(value, bytes) or is_json(value) or (isinstance(value, str) and value.startswith(("<", "---")))


def is_time(value: Value) -> bool:
    """Whether a value is a time: a text in ISO 8601, or a number that counts from some day to one of our age."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return time_unit([value]) is not TimeUnit.ISO
    # A shorter text, or one of digits alone, is a number sooner than a date.
    if not isinstance(value, str) or len(value) < len("2024-05-01") or value.isdigit():
        return False
    try:
        parse_time(value)
    except ValueError:
        return False
    return True


def is_mark(value: Value) -> bool:
    """Whether a value may be a mark: a truth, or the time since when it is set."""
    return value in (0, 1) or (isinstance(value, str) and is_time(value))


def is_whole(value: Value) -> bool:
    """Whether a value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_name(value: Value) -> bool:
    """Whether a value may be the name of a type."""
    return isinstance(value, str) and len(value) <= _LONGEST_NAME and not is_document(value) and not is_time(value)


def is_id(value: Value) -> bool:
    """Whether a value may be an id."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_NAME and not is_json(value)
    return isinstance(value, UUID) or is_whole(value) or (isinstance(value, bytes) and len(value) <= _LONGEST_NAME)


def time_unit(values: Sequence[Value]) -> TimeUnit:
    """What numbers count from 1970, or .NET's ticks from year 1; ISO where they count nothing, or are no numbers."""
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if not numbers:
        return TimeUnit.ISO
    for unit, per_second in PER_SECOND.items():
        if all(_SOONEST * per_second <= number <= _LATEST * per_second for number in numbers):
            return unit
    seconds = [(number - TICKS_BEFORE_1970) / 10_000_000 for number in numbers]
    return TimeUnit.TICKS if all(_SOONEST <= second <= _LATEST for second in seconds) else TimeUnit.ISO


def document_form(values: Sequence[Value], *, may_be_bytes: bool) -> DocumentForm:
    """The form of documents; where there is none to tell by, whether they `may_be_bytes` tells."""
    if values:
        return DocumentForm.JSON if all(map(is_json, values)) else DocumentForm.ANY
    return DocumentForm.ANY if may_be_bytes else DocumentForm.JSON


def id_form(values: Sequence[Value]) -> IdForm:
    """The form of ids."""
    if values and all(isinstance(value, str) and _HEXADECIMAL.fullmatch(value) for value in values):
        return IdForm.UUID_HEX
    if values and all(isinstance(value, bytes) and len(value) == 16 and not value.isascii() for value in values):
        return IdForm.UUID
    return IdForm.TEXT
