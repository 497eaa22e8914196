"""The words that conditions on a stream can speak of: paths, and types of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from leftfold.diagnose.printing import place_text, state_path
from leftfold.diagnose.tree import Root
from leftfold.domain.definition import Domain
from leftfold.model.event import Document
from leftfold.model.json import Json
from leftfold.model.paths import Path
from leftfold.replay.narrative import Moment

MOST: Final = 300
"""Paths of one document that are offered: more than anybody looks through."""
_ITEMS: Final = 3
"""Items of a list whose paths are offered: the others have the same."""
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be spoken of, each as a condition has it."""

    state: tuple[str, ...] = ()
    """Paths of the state."""
    event: tuple[str, ...] = ()
    """Paths of events' payloads and metadata, with the document named."""
    types: tuple[str, ...] = ()
    """Types of events."""


def vocabulary_of(domain: Domain[Any], types: Iterable[str], moment: Moment[Any] | None, state: Json) -> Vocabulary:
    """The words for a stream with these types of events, the moment at the cursor and the state there."""
    known = dict.fromkeys((*filter(None, types), *(kind.name for kind in domain.event_types)))
    fields: list[Path] = [(field.name,) for kind in domain.event_types for field in kind.fields]
    data, metadata = fields, list[Path]()
    if moment is not None:
        data = [*fields, *_paths(moment.step.event.data)]
        metadata = list(_paths(moment.step.event.metadata))
    inside = (place_text(Root.DATA, path) for path in data), (place_text(Root.METADATA, path) for path in metadata)
    return Vocabulary(
        state=tuple(map(state_path, _paths(state))),
        event=tuple(dict.fromkeys(text for texts in inside for text in texts)),
        types=tuple(known),
    )


def _paths(document: Document) -> list[Path]:
    found: list[Path] = []
    pending: list[tuple[Path, object]] = [((), document)]
    while pending and len(found) < MOST:
        path, value = pending.pop()
        if path:
            found.append(path)
        if len(path) < _DEEPEST:
            pending.extend(reversed([((*path, key), inner) for key, inner in _members(value)]))
    return found


def _members(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value[:_ITEMS])
