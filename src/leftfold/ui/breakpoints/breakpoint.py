"""One breakpoint, as a person typed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from leftfold.diagnose.condition import Condition, ConditionError, parse_condition


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """A condition at which playing stops while it is switched on."""

    text: str
    """The condition, which parses."""
    on: bool = True

    @property
    def condition(self) -> Condition:
        """The condition itself."""
        return parse_condition(self.text)


def as_text(breakpoints: Iterable[Breakpoint]) -> str:
    """Breakpoints as they are kept."""
    return orjson.dumps([[one.text, one.on] for one in breakpoints]).decode()


def from_text(kept: str) -> tuple[Breakpoint, ...]:
    """The breakpoints that were kept; what is none, or does not parse any more, is left out."""
    try:
        rows = orjson.loads(kept)
    except orjson.JSONDecodeError:
        return ()
    return tuple(_read(rows)) if isinstance(rows, list) else ()


def _read(rows: list[object]) -> Iterable[Breakpoint]:
    for row in rows:
        match row:
            case [str(text), bool(on)] if _parses(text):
                yield Breakpoint(text, on)


def _parses(text: str) -> bool:
    try:
        parse_condition(text)
    except ConditionError:
        return False
    return True
