"""What events like the one at the cursor have in common with it, each in words and as a part of a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from leftfold.diagnose.printing import literal, quoted, text_of
from leftfold.diagnose.tree import Comparator, Comparison, Motion, Moved, Place, Root
from leftfold.domain.definition import Domain
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.model.paths import path_text
from leftfold.replay.narrative import Moment
from leftfold.ui.clock import Clock

_MOST: Final = 4
"""Fields of a document that are offered: more can be written by hand."""
_LONGEST: Final = 40
"""Characters of a text that others may well share; a longer one names this very event."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that other events may have in common with one."""

    words: str
    condition: str
    likely: bool
    """Whether it is taken unless the person says otherwise."""


def clues_of(domain: Domain[Any], moment: Moment[Any], clock: Clock) -> tuple[Clue, ...]:
    """The clues of the event of a moment: its type, its day, what its metadata and payload say, what it lowered."""
    event = moment.step.event
    return (
        _type(domain, event),
        *_day(event, clock),
        *_document("Its metadata says", Root.METADATA, event.metadata, likely=True),
        *_document("It says", Root.DATA, event.data, likely=False),
        *_lowered(moment),
    )


def _type(domain: Domain[Any], event: Event) -> Clue:
    title = next((known.title for known in domain.event_types if known.name == event.type), "")
    words = f"It is of the type {event.type}" + (f" ({title})" if title else "")
    return Clue(words, f"event.type = {quoted(event.type)}", likely=True)


def _day(event: Event, clock: Clock) -> Iterator[Clue]:
    at = clock.local(event.at)
    if at is not None:
        begin = at.replace(hour=0, minute=0, second=0, microsecond=0)
        span = [f"'{day:%Y-%m-%d}'" if clock.in_utc else f"'{day.isoformat()}'" for day in (begin, begin + _DAY)]
        zone = " (UTC)" if clock.in_utc else ""
        condition = f"event.recorded_at >= {span[0]} and event.recorded_at < {span[1]}"
        yield Clue(f"It was recorded on the same day, {clock.day(event.at)}{zone}", condition, likely=True)


_DAY: Final = timedelta(days=1)


def _document(begin: str, root: Root, document: object, *, likely: bool) -> Iterator[Clue]:
    if not isinstance(document, dict):
        return
    shared = [(key, value) for key, value in document.items() if _can_be_shared(value)]
    for key, value in shared[:_MOST]:
        condition = text_of(Comparison(Place(root, (key,)), Comparator.EQUAL, literal(value)))
        yield Clue(f"{begin} {key} is {value}", condition, likely=likely)


def _can_be_shared(value: Json) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, str) and 0 < len(value) <= _LONGEST)


def _lowered(moment: Moment[Any]) -> Iterator[Clue]:
    for change in moment.changes[:_MOST]:
        before, after = change.before, change.after
        if isinstance(before, (int, float)) and isinstance(after, (int, float)) and after < before:
            words = f"{path_text(change.path)} fell because of it"
            yield Clue(words, text_of(Moved(Motion.FELL, change.path)), likely=False)
