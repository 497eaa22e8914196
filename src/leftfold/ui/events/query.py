"""What a person looks for in the events: a text, or a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from leftfold.diagnose.condition import Condition, ConditionError, parse_condition
from leftfold.domain.definition import Domain
from leftfold.model.step import Step
from leftfold.replay.narrative import sentence

RULE: Final = (
    "A comparison such as currentPosition < 3, or a test such as changed(currentPosition) or event.failed, "
    "finds the events that it holds for. Anything else is looked for as text in what happened and in the event's type; "
    "put a text between double quotes to have it looked for as it is."
)
"""How a text is told from a condition, for the person who types it."""

_LIKE_CONDITION: Final = re.compile(
    r"[=<>]|\b(changed|fell|rose|exists)\s*\(|^\s*(event|before|after)\.", re.IGNORECASE
)
"""What only a condition has: where it cannot be parsed, that is said instead of looking for it as text."""


@dataclass(frozen=True, slots=True)
class TextQuery:
    """A text in an event's sentence or type, whatever its capitals."""

    text: str


@dataclass(frozen=True, slots=True)
class ConditionQuery:
    """A condition that holds at an event."""

    condition: Condition


Query: TypeAlias = TextQuery | ConditionQuery


def parse_query(typed: str) -> Query | None:
    """What a typed text asks for; None where it asks for nothing. Raises `ConditionError`."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return TextQuery(text[1:-1]) if text[1:-1] else None
    if not text:
        return None
    try:
        return ConditionQuery(parse_condition(text))
    except ConditionError:
        if _LIKE_CONDITION.search(text):
            raise
        return TextQuery(text)


def matches(query: Query, domain: Domain[Any], steps: Iterable[Step[Any]]) -> Iterator[bool]:
    """For each of neighbouring steps, in order, whether it is what is looked for."""
    match query:
        case TextQuery(text):
            sought = text.lower()
            return (sought in step.event.type.lower() or sought in sentence(domain, step).lower() for step in steps)
        case ConditionQuery(condition):
            return condition.along(domain, steps)
