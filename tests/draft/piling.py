"""A domain whose events may fail for what came before, and drafts on its streams, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from hypothesis import strategies as st

from leftfold.domain.definition import Domain, Invariant
from leftfold.draft.draft import Draft, new_draft, with_append, with_restore, with_soft_delete
from leftfold.draft.overlay import WhatIf, what_if
from leftfold.model.edits import Append, Because
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex, empty_index
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds
from leftfold.replay.history import History
from leftfold.replay.keyframes import Keyframes
from tests.replay.counting import Events

STREAM = StreamId("pile", "1")
WHY = Because("tester", "a law", "T-1")
AT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_VERSION = 5


def _evolve(height: int, event: Event) -> int:
    if event.type == "clear":
        return 0
    height += 1 if event.type == "put" else -1
    if height < 0:
        raise ValueError("there is nothing to take")
    return height


PILE: Domain[int] = Domain(
    name="pile",
    title="Pile",
    aggregate_types=("pile",),
    initial=0,
    evolve=_evolve,
    show=lambda height: {"height": height},
    sentence=lambda event, _before, _after: event.type,
    invariants=(Invariant("low", "Low", lambda height: f"It is {height} high." if height > 3 else None),),
)

TYPES = st.sampled_from(["put", "put", "take", "clear"])
STORED: st.SearchStrategy[list[Event]] = st.lists(st.tuples(TYPES, st.booleans()), max_size=25).map(
    lambda facts: stored(*facts)
)


def stored(*facts: tuple[str, bool]) -> list[Event]:
    """Stored events of these types, each soft-deleted or not."""
    return [
        Event(STREAM, version, type_, {}, None, microseconds(AT), version * 10, deleted)
        for version, (type_, deleted) in enumerate(facts, FIRST_VERSION)
    ]


def index_of(events: list[Event]) -> StreamIndex:
    """The index that a store would give of the events."""
    names = sorted({event.type for event in events})
    return replace(
        empty_index(STREAM),
        versions=np.array([event.version for event in events], np.int64),
        positions=np.array([event.position for event in events], np.int64),
        type_codes=np.array([names.index(event.type) for event in events], np.int32),
        type_names=tuple(names),
        times=np.zeros(len(events), np.int64),
        deleted=np.array([event.deleted for event in events], np.bool_),
    )


def history_of(events: list[Event], *, spacing: int = 3) -> History[int]:
    """The replay of the events."""
    return History(PILE, Events(events), len(events), keyframes=Keyframes(spacing=spacing))


def flipped(draft: Draft, index: StreamIndex, version: int) -> Draft:
    """The draft with one more event's soft deletion turned round."""
    deleted = version in draft.base_deletions
    return (with_restore if deleted else with_soft_delete)(draft, index, version)


def append(type_: str) -> Append:
    """A new event of a type."""
    return Append(type_, {"new": True}, AT, {"own": 1})


@st.composite
def drafts(draw: st.DrawFn, events: list[Event]) -> Draft:
    """Drafts on the events: some flipped, some appended, in any order."""
    index = index_of(events)
    draft = new_draft(index, WHY)
    versions = [event.version for event in events]
    flips = draw(st.lists(st.sampled_from(versions), unique=True, max_size=5)) if versions else []
    edits: list[int | str] = [*flips, *draw(st.lists(TYPES, max_size=3))]
    for edit in draw(st.permutations(edits)):
        draft = with_append(draft, append(edit)) if isinstance(edit, str) else flipped(draft, index, edit)
    return draft


def proposed(draft: Draft, events: list[Event], *, base: History[Any] | None = None) -> WhatIf[Any]:
    """The replay as the draft would leave it."""
    return what_if(draft, index_of(events), base or history_of(events), first_version=FIRST_VERSION)


def edited(draft: Draft, events: list[Event]) -> list[Event]:
    """The events as the draft would leave them, worked out edit by edit."""
    new = list(events)
    for edit in draft.edits:
        if isinstance(edit, Append):
            version = new[-1].version + 1 if new else FIRST_VERSION
            own: JsonObject = {"author": WHY.author, "reason": WHY.reason, "ticket": WHY.ticket}
            new.append(Event(STREAM, version, edit.type, edit.data, {"own": 1, "leftfold": own}, microseconds(AT)))
        else:
            place = edit.version - FIRST_VERSION
            new[place] = new[place]._replace(deleted=not new[place].deleted)
    return new
