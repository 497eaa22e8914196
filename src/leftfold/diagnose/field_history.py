"""The history of one field: which events changed the value at a path of the state, and from what to what."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from leftfold.domain.definition import Domain
from leftfold.model.diff import Change, Op, same
from leftfold.model.paths import MISSING, Path, value_at
from leftfold.model.step import Step
from leftfold.replay.history import History, keep_going
from leftfold.replay.masking import masked_changes
from leftfold.replay.narrative import sentence, shown

S = TypeVar("S")

_UNREAD = object()
"""Stands for a value that no event was seen to leave yet."""
BLOCK = 256
"""Events searched at once on the way back: as far apart as keyframes lie in a history of a million events."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One event that changed the value at a path."""

    ordinal: int
    version: int
    recorded_at: datetime | None
    sentence: str
    change: Change


def field_history(
    history: History[S],
    path: Path,
    *,
    first: int = 1,
    last: int | None = None,
    progress: Callable[[int], None] = keep_going,
) -> Iterator[FieldChange]:
    """The real changes of the value at a path, in order, by the events with the ordinals first to last.

    Without `last` they go to the end. `progress` hears each ordinal passed; what it raises ends the work.
    """
    last = history.length if last is None else last
    if first > last:
        return
    domain = history.domain
    value: object = _UNREAD
    for ordinal, step in enumerate(history.steps(first, last, progress=progress), first):
        if step.after is not step.before:
            old = _value(domain, step.before, path) if value is _UNREAD else value
            value = _value(domain, step.after, path)
            if not same(old, value):  # type: ignore[arg-type]
                yield _change(domain, ordinal, step, _difference(path, old, value))
        progress(ordinal)


def next_change(
    history: History[S],
    path: Path,
    ordinal: int,
    *,
    forward: bool = True,
    progress: Callable[[int], None] = keep_going,
) -> int | None:
    """The ordinal of the nearest event after (or before) the one with this ordinal that changes the value at a path."""
    if forward:
        found = next(field_history(history, path, first=ordinal + 1, progress=progress), None)
        return found.ordinal if found else None
    for last in range(ordinal - 1, 0, -BLOCK):
        first = max(1, last - BLOCK + 1)
        latest = deque(field_history(history, path, first=first, last=last, progress=progress), maxlen=1)
        if latest:
            return latest[0].ordinal
    return None


def last_became(
    history: History[S],
    path: Path,
    is_meant: Callable[[Change], bool],
    *,
    progress: Callable[[int], None] = keep_going,
) -> FieldChange | None:
    """The last change of the value at a path to what is meant; None where it never became that."""
    for last in range(history.length, 0, -BLOCK):
        first = max(1, last - BLOCK + 1)
        changes = field_history(history, path, first=first, last=last, progress=progress)
        latest = deque((one for one in changes if is_meant(one.change)), maxlen=1)
        if latest:
            return latest[0]
    return None


def _value(domain: Domain[S], state: S, path: Path) -> object:
    return value_at(shown(domain, state), path)


def _difference(path: Path, old: object, new: object) -> Change:
    if old is MISSING:
        return Change(Op.ADD, path, None, new)  # type: ignore[arg-type]
    if new is MISSING:
        return Change(Op.REMOVE, path, old, None)  # type: ignore[arg-type]
    return Change(Op.REPLACE, path, old, new)  # type: ignore[arg-type]


def _change(domain: Domain[S], ordinal: int, step: Step[S], change: Change) -> FieldChange:
    event = step.event
    (change,) = masked_changes(domain, [change])
    return FieldChange(ordinal, event.version, event.recorded_at, sentence(domain, step), change)
