"""What happened to a stream since a draft was made on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from leftfold.draft.draft import Draft
from leftfold.model.index import StreamIndex

_TOLD: Final = 5
"""How many of the events that arrived are named: more no longer read at a glance."""


def moved(draft: Draft, index: StreamIndex) -> str:
    """What the stream holds now that it did not when the draft was made, as a sentence; empty where nothing is new."""
    if draft.stands_on(index):
        return ""
    told = "; ".join(_differences(draft, index)) or "its last events are gone"
    return f"{draft.stream} changed since the draft was made: {told}."


def _differences(draft: Draft, index: StreamIndex) -> Iterator[str]:
    known = 0 if draft.base_version is None else index.ordinal_at(draft.base_version)
    count = len(index) - known
    if count:
        rows = range(known, min(known + _TOLD, len(index)))
        types = {row: index.type_at(row + 1) or "one not read yet" for row in rows}
        named = ", ".join(f"{name} (version {index.versions[row]})" for row, name in types.items())
        more = f" and {count - _TOLD:,} more" if count > _TOLD else ""
        yield f"{count:,} {'event' if count == 1 else 'events'} arrived, {named}{more}"
    deleted = frozenset(index.versions[index.deleted].tolist())
    yield from _flipped(deleted - draft.base_deletions, "soft-deleted")
    # A version that is gone was not restored.
    yield from _flipped((v for v in draft.base_deletions - deleted if index.ordinal_of(v)), "restored")


def _flipped(versions: Iterable[int], verb: str) -> Iterator[str]:
    found = sorted(versions)
    if found:
        named = ", ".join(map(str, found[:_TOLD])) + (f" and {len(found) - _TOLD:,} more" if len(found) > _TOLD else "")
        yield f"{'event' if len(found) == 1 else 'events'} {named} {'was' if len(found) == 1 else 'were'} {verb}"
