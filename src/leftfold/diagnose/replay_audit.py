"""The replay audited: what others hold for the state, or another fold gives, and the first event that explains it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from leftfold.domain.border import equal
from leftfold.domain.definition import Domain
from leftfold.model.diff import Change, diff, same
from leftfold.model.event import Event, Undecodable
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.json import Json
from leftfold.model.paths import Path, json_at, path_text
from leftfold.model.snapshot import Snapshot, maker
from leftfold.model.step import Failed, Standing, Step
from leftfold.replay.evidence import differences
from leftfold.replay.fold import fold, take_step
from leftfold.replay.narrative import sentence, shown

S = TypeVar("S")


def first_parting(one: Domain[Any], other: Domain[Any], events: Iterable[Event]) -> tuple[Step[Any], Step[Any]] | None:
    """The steps of the first event after which two domains show other states, or of which only one fails."""
    here, there = Standing(one.initial), Standing(other.initial)
    for event in events:
        step, beside = take_step(one, here, event), take_step(other, there, event)
        if isinstance(step.outcome, Failed) is not isinstance(beside.outcome, Failed) or not _alike(
            one, step.after, other, beside.after
        ):
            return step, beside
        here, there = step.next, beside.next
    return None


def folded_twice(domain: Domain[Any], events: Iterable[Event]) -> Finding | None:
    """Where the same events, folded twice, first give two states; None where they give the same."""
    parting = first_parting(domain, domain, events)
    if parting is None:
        return None
    step, beside = parting
    changes = diff(shown(domain, step.after), shown(domain, beside.after))
    told = f"Folded twice, it gives two states: {sentence(domain, step)}"
    return _finding(step, FindingKind.FOLDING, told, changes)


def reducers_part(new: Domain[Any], old: Domain[Any], events: Iterable[Event]) -> Finding | None:
    """Where a new reducer first gives another state than an old one; None where it gives the same."""
    parting = first_parting(new, old, events)
    if parting is None:
        return None
    step, beside = parting
    changes = diff(shown(old, beside.after), shown(new, step.after))
    told = f"From here on the new reducer gives another state: {sentence(new, step)}"
    if isinstance(beside.outcome, Failed) and not isinstance(step.outcome, Failed):
        told = f"Only the old reducer fails: {beside.outcome.error}; the new one says: {sentence(new, step)}"
    return _finding(step, FindingKind.REDUCER, told, changes)


def audit_snapshots(
    domain: Domain[S],
    snapshots: Sequence[Snapshot],
    events: Iterable[Event],
    again: Callable[[int], Iterable[Event]],
    pass_by: Callable[[Snapshot], None],
) -> Iterator[Finding]:
    """The snapshots of a stream, by version, that differ from its folded states.

    `again` gives the events up to a version anew. `pass_by` hears of each that has another shape than the state.
    """
    left, standing = deque(snapshots), Standing(domain.initial)
    for event in events if left else ():
        yield from _without_event(left, event.version)
        standing = take_step(domain, standing, event).next
        while left and left[0].version == event.version:
            snapshot = left.popleft()
            changes = differences(domain, snapshot, standing.state)
            if isinstance(snapshot.state, Undecodable):
                yield _about(snapshot, snapshot.version, f"cannot be read: it {snapshot.state}")
            elif changes is None:
                pass_by(snapshot)
            elif changes:
                version, why = explanation(domain, snapshot.state, changes, again(snapshot.version))
                yield _about(snapshot, version, f"differs from the folded state. {why}", changes)
    yield from _without_event(left, None)


def explanation(domain: Domain[S], held: Json, changes: Sequence[Change], events: Iterable[Event]) -> tuple[int, str]:
    """The first event that explains why something else was held for the state than these events give, and how."""
    paths = tuple(change.path for change in changes)
    seen = _Seen(domain, held, paths)
    for step in fold(domain, events, Standing(domain.initial)):
        seen.take(step)
    return seen.explained()


def last_changes(domain: Domain[S], paths: Sequence[Path], events: Iterable[Event]) -> dict[Path, int]:
    """For each path that any event changed, the version of the last that did."""
    found: dict[Path, int] = {}
    before = shown(domain, domain.initial)
    for step in fold(domain, events, Standing(domain.initial)):
        if step.after is not step.before:
            after = shown(domain, step.after)
            for path in paths:
                if not same(json_at(before, path), json_at(after, path)):
                    found[path] = step.event.version
            before = after
    return found


class _Seen:
    """What was seen of a fold on the way to a state that was thought to be another one."""

    def __init__(self, domain: Domain[Any], held: Json, paths: tuple[Path, ...]) -> None:
        self._domain = domain
        self._held = held
        self._paths = paths
        self._state = shown(domain, domain.initial)
        self._alike: int | None = 0 if same(self._state, held) else None
        """The version after which the state was the one that is held, 0 before any event; None for never."""
        self._after_alike: int | None = None
        self._changed: dict[Path, int] = {}
        self._counting = Standing(domain.initial)
        """Where the fold would stand if no event were soft-deleted."""
        self._deleted: int | None = None
        self._last = 0

    def take(self, step: Step[Any]) -> None:
        """See the next step."""
        event = step.event
        self._last = event.version
        if event.deleted and self._deleted is None:
            self._deleted = event.version
        self._counting = take_step(self._domain, self._counting, event._replace(deleted=False)).next
        if step.after is step.before:
            return
        before, self._state = self._state, shown(self._domain, step.after)
        for path in self._paths:
            if not same(json_at(before, path), json_at(self._state, path)):
                self._changed[path] = event.version
        if same(self._state, self._held):
            self._alike, self._after_alike = event.version, None
        elif self._alike is not None and self._after_alike is None:
            self._after_alike = event.version

    def explained(self) -> tuple[int, str]:
        """The version of the first event that explains it, and how."""
        if self._deleted is not None and same(shown(self._domain, self._counting.state), self._held):
            return self._deleted, f"It has the event {self._deleted} in it, which was soft-deleted since."
        if self._alike is not None and self._after_alike is not None:
            behind = f"the state after event {self._alike}" if self._alike else "the state before any event"
            return self._after_alike, f"It is {behind}: event {self._after_alike} is not in it."
        if self._changed:
            path, version = min(self._changed.items(), key=lambda item: item[1])
            return version, f"{path_text(path) or 'The state'} is what event {version} made it, and not what is held."
        return self._last, "No event made the values that differ what they are."


def _alike(one: Domain[Any], state: object, other: Domain[Any], beside: object) -> bool:
    if one is other and (state is beside or equal(state, beside)):
        return True
    return same(shown(one, state), shown(other, beside))


def _without_event(left: deque[Snapshot], version: int | None) -> Iterator[Finding]:
    """The snapshots before a version, at whose own no event was; all that are left where none is given."""
    while left and (version is None or left[0].version < version):
        snapshot = left.popleft()
        yield _about(snapshot, snapshot.version, "is of a version that no event has")


def _about(snapshot: Snapshot, version: int, what: str, changes: tuple[Change, ...] = ()) -> Finding:
    end = "" if what.endswith(".") else "."
    told = f"The snapshot at version {snapshot.version} by {maker(is_ours=snapshot.is_ours)} {what}{end}"
    return Finding(snapshot.stream, version, FindingKind.SNAPSHOT, told, changes)


def _finding(step: Step[Any], kind: FindingKind, told: str, changes: tuple[Change, ...]) -> Finding:
    return Finding(step.event.stream, step.event.version, kind, told, changes)
