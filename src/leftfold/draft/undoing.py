"""Undoing what was committed, as a further draft: never by itself, and nothing is taken out of the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Generic, TypeVar

from leftfold.domain.compensation import compensation
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, new_draft, with_append, with_restore, with_soft_delete
from leftfold.draft.overlay import what_if
from leftfold.draft.recorded import summary
from leftfold.draft.restoring import typed
from leftfold.model.audit import AuditEntry
from leftfold.model.edits import Append, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.index import StreamIndex
from leftfold.replay.history import History
from leftfold.store.store import Store

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Ground(Generic[S]):
    """The stream on which something is undone, as it is stored now."""

    index: StreamIndex
    history: History[S]
    entries: tuple[AuditEntry, ...]
    """What was written to it, the oldest first."""
    marks: bool
    """Whether its store has a soft deletion; where it has none, compensating events are proposed."""
    first_version: int

    @classmethod
    def of(cls, store: Store, index: StreamIndex, history: History[S]) -> Ground[S]:
        """The stream of a store as it was read."""
        marks = bool(store.layout.mark)
        return cls(index, history, store.audit(index.stream), marks, store.layout.first_version)


@dataclass(frozen=True, slots=True)
class Undoing:
    """A draft that undoes an entry."""

    draft: Draft
    left_out: tuple[str, ...]
    """A sentence for each edit of the entry that is undone already, or cannot be undone any more."""


def undo_reason(entry: AuditEntry) -> str:
    """The reason that is proposed for undoing an entry."""
    return f"Undo of entry {entry.number} ({summary(entry)}): {entry.because.reason}"


def undone(draft: Draft, entry: AuditEntry, on: Ground[S]) -> Undoing:
    """The draft with the edits that undo an entry. Raises `Refused` where there are none, with the reasons."""
    if entry.stream is None:
        raise Refused(f"Entry {entry.number} is no correction of one aggregate, so that no draft undoes it.")
    if not entry.sure:
        raise Refused(
            f"Leftfold was ended while entry {entry.number} was written; see whether its events are stored, then "
            "correct them by hand."
        )
    if not entry.written:
        raise Refused(f"What entry {entry.number} wrote cannot be read, so that no draft undoes it.")
    return _flipped_back(draft, entry, on) if on.marks else _compensated(draft, entry, on)


def _flipped_back(draft: Draft, entry: AuditEntry, on: Ground[S]) -> Undoing:
    left_out: list[str] = []
    found = draft
    for edit in reversed(entry.written):
        version, kind = edit.get("version"), str(edit.get("edit"))
        if kind not in _DONE or not isinstance(version, int):
            continue
        if later := _later(version, entry, on.entries):
            left_out.append(_told_later(version, kind, later, on.index))
            continue
        undo = with_restore if kind == "delete" else with_soft_delete
        try:
            found = undo(found, on.index, version)
        except Refused as refusal:
            left_out.append(str(refusal))
    if found is draft:
        raise Refused(f"Entry {entry.number} cannot be undone. {' '.join(left_out)}".rstrip())
    return Undoing(found, tuple(left_out))


_DONE = {"append": "appended", "delete": "soft-deleted", "restore": "restored"}


def _later(version: int, entry: AuditEntry, entries: Iterable[AuditEntry]) -> AuditEntry | None:
    """The last entry after this one that soft-deleted or restored the event."""
    later = [
        other
        for other in entries
        if other.number > entry.number
        and any(edit.get("version") == version and edit.get("edit") in ("delete", "restore") for edit in other.written)
    ]
    return later[-1] if later else None


def _told_later(version: int, kind: str, later: AuditEntry, index: StreamIndex) -> str:
    ordinal = index.ordinal_of(version)
    deleted = ordinal is not None and bool(index.deleted[ordinal - 1])
    event, since = f"Event {version}, which it {_DONE[kind]},", f"by entry {later.number}"
    if deleted is not (kind == "delete"):
        return f"{event} was {'soft-deleted' if deleted else 'restored'} since, {since}."
    return f"{event} was changed since, last {since}; undo that one instead."


def _compensated(draft: Draft, entry: AuditEntry, on: Ground[S]) -> Undoing:
    versions = (edit.get("version") for edit in entry.written)
    flips = tuple(SoftDelete(version) for version in versions if isinstance(version, int))
    without = replace(new_draft(on.index, draft.because), edits=flips)
    wanted = what_if(without, on.index, on.history, first_version=on.first_version).history
    now, then = (history.standing(history.length).state for history in (on.history, wanted))
    events = compensation(on.history.domain, now, then)
    if isinstance(events, Rejection):
        raise Refused(f"Entry {entry.number} cannot be undone in a store without soft deletion. {events.reason}")
    if not events:
        raise Refused(f"Entry {entry.number} needs no undoing: without it the state would be as it is.")
    at = datetime.now(UTC)
    made_up_for = tuple(edit.version for edit in flips)
    for event in (typed(one, on.history) for one in events):
        draft = with_append(draft, Append(event.type, event.data, at, compensates=made_up_for))
    return Undoing(draft, ())
