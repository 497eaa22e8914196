"""A draft: the edits proposed for one stream, and on what they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leftfold.model.edits import Append, Because, ChangeSet, Edit, Restore, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class Draft:
    """Edits on a stream as it was when the draft was made; at most one edit for each stored event."""

    stream: StreamId
    base_version: int | None
    base_deletions: frozenset[int]
    because: Because
    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)

    def stands_on(self, index: StreamIndex) -> bool:
        """Whether the stream is still as it was when the draft was made."""
        return self.base_version == index.last_version and self.base_deletions == _deletions(index)

    def change_set(self) -> ChangeSet:
        """What a commit of the draft writes."""
        return ChangeSet(self.stream, self.base_version, self.edits, self.because, self.base_deletions)


def new_draft(index: StreamIndex, because: Because) -> Draft:
    """A draft without edits on the stream as the index has it."""
    return Draft(index.stream, index.last_version, _deletions(index), because)


def with_append(draft: Draft, event: Append) -> Draft:
    """The draft with one more event at the end of the stream."""
    return replace(draft, edits=(*draft.edits, event))


def with_soft_delete(draft: Draft, index: StreamIndex, version: int) -> Draft:
    """The draft with an event soft-deleted; takes back its restoring where that was what the draft proposed.

    Raises `Refused` where the stream has no such event or it is deleted already.
    """
    return _flipped(draft, index, SoftDelete(version))


def with_restore(draft: Draft, index: StreamIndex, version: int) -> Draft:
    """The draft with an event restored; takes back its soft deletion where that was what the draft proposed.

    Raises `Refused` where the stream has no such event or it is not deleted.
    """
    return _flipped(draft, index, Restore(version))


def without(draft: Draft, place: int) -> Draft:
    """The draft without the edit at a place, counted from 0."""
    return replace(draft, edits=tuple(edit for at, edit in enumerate(draft.edits) if at != place))


def reordered(draft: Draft, place: int, to: int) -> Draft:
    """The draft with the edit at one place put in another, both from 0; new events are appended in this order."""
    edits = list(draft.edits)
    edits.insert(to, edits.pop(place))
    return replace(draft, edits=tuple(edits))


def rebased(draft: Draft, index: StreamIndex) -> tuple[Draft, tuple[str, ...]]:
    """The draft on the stream as it is now, and a sentence for each edit that no longer applies and was left out."""
    fresh = new_draft(index, draft.because)
    lost: list[str] = []
    for edit in draft.edits:
        try:
            fresh = with_append(fresh, edit) if isinstance(edit, Append) else _flipped(fresh, index, edit)
        except Refused as refusal:
            lost.append(str(refusal))
    return fresh, tuple(lost)


def _flipped(draft: Draft, index: StreamIndex, edit: SoftDelete | Restore) -> Draft:
    ordinal = index.ordinal_of(edit.version)
    if ordinal is None:
        raise Refused(f"{draft.stream} has no stored event with version {edit.version}; nothing was changed.")
    others = tuple(other for other in draft.edits if isinstance(other, Append) or other.version != edit.version)
    proposed = len(others) < len(draft.edits)
    deleted = bool(index.deleted[ordinal - 1]) is not proposed
    if deleted is isinstance(edit, SoftDelete):
        already = "is already soft-deleted" if deleted else "is not soft-deleted"
        raise Refused(f"Event {edit.version} of {draft.stream} {already}; nothing was changed.")
    return replace(draft, edits=others if proposed else (*draft.edits, edit))


def _deletions(index: StreamIndex) -> frozenset[int]:
    return frozenset(index.versions[index.deleted].tolist())
