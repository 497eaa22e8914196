"""What a compensating event is linked to: said with what became of it, and refused where it is not there."""

from __future__ import annotations

from leftfold.draft.draft import Draft, with_append
from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.index import StreamIndex


def target_text(index: StreamIndex, version: int) -> str:
    """An event that another one compensates, in words."""
    ordinal = index.ordinal_of(version)
    if ordinal is None:
        return f"event {version}, which is not there"
    return f"event {version}, which is soft-deleted" if index.deleted[ordinal - 1] else f"event {version}"


def check_targets(index: StreamIndex, versions: tuple[int, ...]) -> None:
    """Raise `Refused` where there is no such event for a new one to compensate."""
    for version in versions:
        if index.ordinal_of(version) is None:
            raise Refused(f"{index.stream} has no event {version} to compensate; nothing was changed.")


def hanging(index: StreamIndex, versions: tuple[int, ...]) -> tuple[str, ...]:
    """A sentence for each event that is there, counts no more, and would be compensated all the same."""
    ordinals = ((version, index.ordinal_of(version)) for version in versions)
    return tuple(
        f"Event {version} is soft-deleted already: there is nothing left to make up for."
        for version, ordinal in ordinals
        if ordinal is not None and index.deleted[ordinal - 1]
    )


def with_linked(index: StreamIndex, draft: Draft, event: Append) -> Draft:
    """The draft with one more event at the end of the stream.

    Raises `Refused` where what it compensates is not there.
    """
    check_targets(index, event.compensates)
    return with_append(draft, event)
