"""The law of a what-if: it is the plain fold of the edited events; without edits it cannot be seen."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.draft.draft import new_draft, with_append
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.step import Standing
from leftfold.model.times import microseconds
from leftfold.replay.fold import fold
from leftfold.replay.survey import survey
from tests.draft.piling import (
    AT,
    FIRST_VERSION,
    PILE,
    STORED,
    WHY,
    append,
    drafts,
    edited,
    history_of,
    index_of,
    proposed,
)


def _types(index: StreamIndex) -> list[str]:
    return [index.type_names[code] for code in index.type_codes]


@given(STORED)
def test_a_draft_without_edits_cannot_be_seen(events: list[Event]) -> None:
    index, base = index_of(events), history_of(events)
    found = proposed(new_draft(index, WHY), events, base=base)
    assert (found.unchanged, dict(found.flips)) == (len(events), {})
    assert found.history.length == base.length
    assert list(found.history.steps(1, len(events))) == list(base.steps(1, len(events)))
    for one, other in zip(survey(found.history, chunk=4), survey(base, chunk=4), strict=True):
        assert (one.marks.tolist(), one.breaches) == (other.marks.tolist(), other.breaches)


def test_the_index_of_a_draft_without_edits_is_the_streams_own() -> None:
    index = index_of([])
    found = proposed(new_draft(index, WHY), [])
    assert len(found.index) == 0
    assert found.index.type_names == index.type_names


@given(STORED, st.integers(1, 9), st.data())
def test_a_what_if_is_the_plain_fold_of_the_edited_events(
    events: list[Event], spacing: int, data: st.DataObject
) -> None:
    draft = data.draw(drafts(events))
    base = history_of(events, spacing=spacing)
    base.standing(len(events))
    found = proposed(draft, events, base=base)
    steps = list(fold(PILE, edited(draft, events), Standing(PILE.initial)))
    assert list(found.history.steps(1, found.history.length)) == steps
    for ordinal in data.draw(st.lists(st.integers(1, len(steps)), max_size=5)) if steps else []:
        assert found.history.standing(ordinal) == steps[ordinal - 1].next


@given(STORED, st.data())
def test_the_index_of_a_what_if_tells_of_the_edited_events(events: list[Event], data: st.DataObject) -> None:
    draft = data.draw(drafts(events))
    found, new = proposed(draft, events), edited(draft, events)
    index = found.index
    assert index.versions.tolist() == [event.version for event in new]
    assert index.deleted.tolist() == [event.deleted for event in new]
    assert index.positions.tolist() == [-1 if event.position is None else event.position for event in new]
    assert _types(index) == [event.type for event in new]
    assert index.times[len(events) :].tolist() == [microseconds(AT)] * (len(new) - len(events))
    assert [index.versions.dtype, index.type_codes.dtype, index.times.dtype] == [np.int64, np.int32, np.int64]
    assert found.unchanged == next(
        (n for n, (a, b) in enumerate(zip(events, new, strict=False)) if a != b), len(events)
    )


@given(STORED, st.data())
def test_any_part_of_a_what_if_can_be_read(events: list[Event], data: st.DataObject) -> None:
    draft = data.draw(drafts(events))
    new = edited(draft, events)
    first = data.draw(st.integers(1, len(new) + 1))
    last = data.draw(st.integers(first - 1, len(new)))
    assert list(proposed(draft, events).history.source.read(first, last)) == new[first - 1 : last]


def test_the_first_event_of_a_stream_has_the_stores_first_version() -> None:
    draft = with_append(with_append(new_draft(index_of([]), WHY), append("put")), append("put"))
    assert proposed(draft, []).index.versions.tolist() == [FIRST_VERSION, FIRST_VERSION + 1]
