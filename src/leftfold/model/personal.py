"""Personal fields: paths into payload, metadata and state whose values are shown to nobody without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final, TypeAlias

from leftfold.model.diff import Change, Op
from leftfold.model.json import Json, compact
from leftfold.model.paths import Path

MASK: Final = "••••"
"""What is shown in place of a personal value."""

_ANY: Final = "*"
Pattern: TypeAlias = tuple[str, ...]
"""The keys and places on the way to a personal value; `*` stands for any."""
_KEY: Final = re.compile(r'\.?([^.\[\]"\s][^.\[\]"]*)|\[(\*|[0-9]+)\]|\["((?:[^"\\]|\\.)*)"\]')


@dataclass(frozen=True, slots=True)
class Personal:
    """Which values are personal, of an event's payload, of its metadata, and of the state."""

    data: tuple[Pattern, ...] = ()
    metadata: tuple[Pattern, ...] = ()
    state: tuple[Pattern, ...] = ()


PARTS: Final = tuple(part.name for part in fields(Personal))
"""With which of these each path begins."""


@lru_cache
def personal_fields(paths: tuple[str, ...]) -> Personal:
    """What paths such as `data.email` or `state.contacts[*].phone` mark. Raises `ValueError`."""
    found: dict[str, list[Pattern]] = {part: [] for part in PARTS}
    for text in paths:
        part, pattern = _parsed(text)
        found[part].append(pattern)
    return Personal(**{part: tuple(patterns) for part, patterns in found.items()})


def mask(document: Json, patterns: tuple[Pattern, ...]) -> Json:
    """The document with its personal values covered; what is nothing stays nothing, and the given one as it was."""
    if not patterns or document is None:
        return document
    if () in patterns:
        return MASK
    if isinstance(document, dict):
        return {key: mask(value, within(patterns, key)) for key, value in document.items()}
    if isinstance(document, list):
        return [mask(value, within(patterns, place)) for place, value in enumerate(document)]
    return document


def mask_changes(changes: Iterable[Change], patterns: tuple[Pattern, ...]) -> tuple[Change, ...]:
    """The changes with personal values covered: that one changed is told, and nothing of what lies inside it."""
    # Several changes inside a covered value are one.
    return tuple({change.path: change for change in (_masked(one, patterns) for one in changes)}.values())


def hidden_values(document: Json, patterns: tuple[Pattern, ...]) -> Iterator[Json]:
    """The plain values that `mask` covers in a document."""
    if not patterns:
        return
    if () in patterns:
        yield from _leaves(document)
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from hidden_values(value, within(patterns, key))
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from hidden_values(value, within(patterns, place))


def mask_text(text: str, values: Iterable[Json]) -> str:
    """The text with these values covered, wherever they stand in it as words of their own."""
    for written in sorted({*_written(values)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", MASK, text)
    return text


def _parsed(text: str) -> tuple[str, Pattern]:
    keys: list[str] = []
    at = 0
    while at < len(text):
        found = _KEY.match(text, at)
        if found is None:
            break
        quoted = found[3]
        keys.append(found[1] or found[2] or re.sub(r"\\(.)", r"\1", quoted or ""))
        at = found.end()
    if at < len(text) or len(keys) < 2 or keys[0] not in PARTS:
        begins = ", ".join(f"{part}." for part in PARTS)
        raise ValueError(f"{text!r} names no personal field; a path begins with one of {begins} as data.email does")
    return keys[0], tuple(keys[1:])


def within(patterns: tuple[Pattern, ...], key: str | int) -> tuple[Pattern, ...]:
    """What the patterns mark inside the value under a key, or at a place."""
    return tuple(pattern[1:] for pattern in patterns if pattern and pattern[0] in (_ANY, str(key)))


def _masked(change: Change, patterns: tuple[Pattern, ...]) -> Change:
    for depth in range(len(change.path) + 1):
        if () in patterns:
            return _covered(change, change.path[:depth])
        if depth < len(change.path):
            patterns = within(patterns, change.path[depth])
    return Change(change.op, change.path, mask(change.before, patterns), mask(change.after, patterns))


def _covered(change: Change, path: Path) -> Change:
    if path != change.path:
        return Change(Op.REPLACE, path, MASK, MASK)
    before, after = (None if value is None else MASK for value in (change.before, change.after))
    return Change(change.op, path, before, after)


def _leaves(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def _written(values: Iterable[Json]) -> Iterator[str]:
    for value in values:
        match value:
            case None | bool() | "":
                continue
            case str():
                yield value
                yield " ".join(value.split()) or value
            case _:
                yield str(value)
                yield compact(value)
