"""The arguments of a batch's command: values, or paths to where each aggregate has its own.

A text that begins with `=` is a path, or a literal, as conditions have them:

    =before.currentPosition   the state before the offending event, the first where there are several
    =after.currentPosition    the state after it
    =event.data.lesson        the event itself; also event.metadata, event.type, event.version …
    =now.currentPosition      the last state; `state` is the same word
    ='=3'                     the text =3

Anything else stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from leftfold.diagnose.evaluation import Seen, value_of
from leftfold.diagnose.operands import operand, path
from leftfold.diagnose.tokens import ConditionError, Cursor, Kind, expected
from leftfold.diagnose.tree import Operand, Place, Root
from leftfold.model.errors import BadRequest, Refused
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, Path, value_at
from leftfold.model.times import time_text


@dataclass(frozen=True, slots=True)
class Same:
    """The same value for each aggregate."""

    written: Json


@dataclass(frozen=True, slots=True)
class AtEvent:
    """What the offending event, or the state around it, has there."""

    written: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class AtEnd:
    """What the last state has there."""

    written: str
    path: Path


Given: TypeAlias = Same | AtEvent | AtEnd


def given(value: Json) -> Given:
    """What a person wrote for an argument. Raises `BadRequest` for an expression that is none."""
    if not (isinstance(value, str) and value.startswith("=")):
        return Same(value)
    try:
        return _whole(value)
    except ConditionError as error:
        raise BadRequest(f"{value!r} is no value for an argument: {error}") from error


def _whole(value: str) -> Given:
    cursor = Cursor(value[1:])
    found = _place(cursor, value)
    if cursor.next.kind is not Kind.END:
        raise expected("the end", cursor.next)
    return found


def _place(cursor: Cursor, written: str) -> Given:
    first = cursor.next
    if first.is_word("now", "state") and cursor.following.is_sign(".", "["):
        cursor.take()
        cursor.take_sign(".")
        return AtEnd(written, path(cursor))
    found = operand(cursor)
    if isinstance(found, Place) and found.root is Root.AFTER and not first.is_word(Root.AFTER):
        raise expected("before., after., now. or event. before a path of the state", first)
    return AtEvent(written, found)


def value_for(argument: Given, moment: Seen, last: Json) -> Json:
    """The argument's value for one aggregate. Raises `Refused` where it has nothing there."""
    found: object
    match argument:
        case Same(value):
            return value
        case AtEvent(written, operand):
            found = value_of(operand, moment)
        case AtEnd(written, path):
            found = value_at(last, path)
    if found is MISSING:
        raise Refused(f"There is nothing at {written[1:]}.")
    return time_text(found) if isinstance(found, datetime) else found  # type: ignore[return-value]
