"""What people read: aligned columns, counts with their nouns, and values without the signs of JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias
from unicodedata import combining, east_asian_width

from leftfold.cli.printing import change_row, one_line, print_json, tell
from leftfold.model.diff import Change, Op
from leftfold.model.json import Json, compact
from leftfold.model.paths import Path, path_text
from leftfold.model.times import time_text

Cell: TypeAlias = str | int
"""A text, aligned left, or a number, aligned right."""

LONGEST: Final = 100
"""Characters of a value that are shown: it fits a terminal's line with its path, and tells values apart."""

_LIKE_OTHERS: Final = re.compile(
    r"nothing|yes|no|[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?|[\[{\"].*|\s.*|.*\s|", re.DOTALL
)
"""Texts that could be taken for another kind of value, or not be seen."""


def print_table(rows: Iterable[Sequence[Cell]], *, head: Sequence[str] = ()) -> None:
    """Rows in columns as wide as their widest cell, below the heads if there are any; nothing without a row."""
    kept = [tuple(map(_Placed, row)) for row in rows]
    if not kept:
        return
    lines = [tuple(map(_Placed, head)), *kept] if head else kept
    widths = [max(cell.width for cell in column) for column in zip(*lines, strict=True)]
    numbers = [cell.is_number for cell in kept[0]]
    for line in lines:
        cells = zip(line, widths, numbers, strict=True)
        tell("  ".join(cell.padded(width, right=right) for cell, width, right in cells).rstrip())


def counted(number: int, one: str, *, many: str = "") -> str:
    """A number with what it counts, such as `1 event` or `2,500 events`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def when(time: datetime | None) -> str:
    """The time in UTC to the second, as ISO 8601 with a space for the T; empty where there is none."""
    return "" if time is None else f"{time_text(time)[:19].replace('T', ' ')}Z"


def value_text(value: Json) -> str:
    """A value as a person reads it, cut where it is long."""
    text = one_line(_inline(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}… ({len(text):,} characters)"


def print_changes(changes: Iterable[Change]) -> None:
    """A line a change: the path, then before and after."""
    print_table((f"  {path_text(change.path) or 'all'}", before_and_after(change)) for change in changes)


def print_differences(changes: Sequence[Change], between: str, *, as_json: bool) -> None:
    """What differs between two states, which are told first: a line a change; as JSON only the changes."""
    if as_json:
        print_json(change_row(change) for change in changes)
        return
    differ = counted(len(changes), "value differs", many="values differ") if changes else "nothing differs"
    tell(f"{between}: {differ}.")
    print_changes(changes)


def print_document(document: Json) -> None:
    """A line for each value of a document that has nothing inside: its path, then the value."""
    print_table((f"  {path_text(path) or 'all'}", value_text(value)) for path, value in _leaves(document))


def before_and_after(change: Change) -> str:
    """The value before a change and after it."""
    match change.op:
        case Op.ADD:
            return f"new: {value_text(change.after)}"
        case Op.REMOVE:
            return f"gone: {value_text(change.before)}"
        case Op.REPLACE:
            return f"{value_text(change.before)} → {value_text(change.after)}"


class _Placed:
    """A cell as it is printed."""

    def __init__(self, cell: Cell) -> None:
        self.is_number = isinstance(cell, int)
        self.text = str(cell) if isinstance(cell, int) else one_line(cell)
        self.width = len(self.text) if self.text.isascii() else sum(map(_places, self.text))

    def padded(self, width: int, *, right: bool) -> str:
        space = " " * (width - self.width)
        return space + self.text if right else self.text + space


def _places(sign: str) -> int:
    if combining(sign):
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def _inline(value: Json) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case str():
            return compact(value) if _LIKE_OTHERS.fullmatch(value) else value
        case dict() if value:
            return "{" + ", ".join(f"{key}: {_inline(inner)}" for key, inner in value.items()) + "}"
        case list() if value:
            return "[" + ", ".join(map(_inline, value)) + "]"
        case _:
            return compact(value)


def _leaves(document: Json) -> Iterator[tuple[Path, Json]]:
    pending: list[tuple[Path, Json]] = [((), document)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, dict) and value:
            pending.extend(((*path, key), inner) for key, inner in reversed(value.items()))
        elif isinstance(value, list) and value:
            pending.extend(((*path, place), value[place]) for place in reversed(range(len(value))))
        else:
            yield path, value
