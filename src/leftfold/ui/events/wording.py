"""Changes in a few words, as a row of the list has room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from leftfold.model.diff import Change, Op
from leftfold.model.json import Json, compact
from leftfold.model.paths import path_text

_LONGEST: Final = 60
"""Characters of a value that are told: as much as is read at a glance."""
_GONE: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that changed, in words."""

    name: str
    before: str
    """Empty where there was nothing, or null, before."""
    after: str


def changed(change: Change) -> Changed:
    """A change in words."""
    after = _GONE if change.op is Op.REMOVE else brief(change.after)
    return Changed(path_text(change.path) or "state", "" if change.before is None else brief(change.before), after)


def brief(value: Json) -> str:
    """A value in one line of at most some sixty characters: texts bare, objects and lists in brackets."""
    told = ""
    for part in _parts(value):
        told += part
        if len(told) > _LONGEST:
            return told[: _LONGEST - 1] + "…"
    return told


def one_line(text: str, longest: int) -> str:
    """A text in one line, cut where it is longer."""
    line = " ".join(text[: 2 * longest].split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _parts(value: Json) -> Iterator[str]:
    """The value bit by bit, so that a long one need not be written out to be cut."""
    match value:
        case None:
            yield _GONE
        case dict():
            yield from _joined("{", ((f"{key}: ", member) for key, member in value.items()), "}")
        case list():
            yield from _joined("[", (("", member) for member in value), "]")
        case str():
            yield one_line(value, _LONGEST + 1) or '""'
        case _:
            yield compact(value)


def _joined(start: str, members: Iterable[tuple[str, Json]], end: str) -> Iterator[str]:
    yield start
    for place, (label, member) in enumerate(members):
        yield f", {label}" if place else label
        yield from _parts(member)
    yield end
