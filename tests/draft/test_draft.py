"""Drafts: edits staged and taken back, on a stream that may change."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leftfold.draft.draft import (
    Draft,
    new_draft,
    rebased,
    reordered,
    with_append,
    with_restore,
    with_soft_delete,
    without,
)
from leftfold.model.edits import Append, ChangeSet, Restore, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.event import Event
from tests.draft.piling import FIRST_VERSION, STORED, STREAM, WHY, append, drafts, flipped, index_of, stored

FIVE, SIX = FIRST_VERSION, FIRST_VERSION + 1
EVENTS = stored(("put", False), ("put", True))
INDEX = index_of(EVENTS)
EMPTY = new_draft(INDEX, WHY)


def test_a_new_draft_proposes_nothing() -> None:
    assert not EMPTY
    assert (EMPTY.base_version, EMPTY.base_deletions) == (SIX, frozenset({SIX}))
    assert EMPTY.stands_on(INDEX)
    assert new_draft(index_of([]), WHY).base_version is None


@given(STORED.filter(bool), st.data())
def test_an_edit_and_its_opposite_propose_nothing(events: list[Event], data: st.DataObject) -> None:
    index = index_of(events)
    draft = data.draw(drafts(events))
    flips = [edit.version for edit in draft.edits if isinstance(edit, (SoftDelete, Restore))]
    untouched = [event.version for event in events if event.version not in flips]
    assume(untouched)
    version = data.draw(st.sampled_from(untouched))
    edited = flipped(draft, index, version)
    back = with_soft_delete if isinstance(edited.edits[-1], Restore) else with_restore
    assert len(edited.edits) == len(draft.edits) + 1
    assert back(edited, index, version) == draft


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (SIX, f"Event {SIX} of pile/1 is already soft-deleted; nothing was changed."),
        (99, "pile/1 has no stored event with version 99; nothing was changed."),
    ],
)
def test_what_is_deleted_or_not_there_is_not_deleted(version: int, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        with_soft_delete(EMPTY, INDEX, version)
    assert str(caught.value) == sentence


def test_what_counts_is_not_restored() -> None:
    with pytest.raises(Refused, match=f"Event {FIVE} of pile/1 is not soft-deleted"):
        with_restore(EMPTY, INDEX, FIVE)


def test_an_edit_is_not_proposed_twice() -> None:
    with pytest.raises(Refused, match="is already soft-deleted"):
        with_soft_delete(with_soft_delete(EMPTY, INDEX, FIVE), INDEX, FIVE)
    with pytest.raises(Refused, match="is not soft-deleted"):
        with_restore(with_restore(EMPTY, INDEX, SIX), INDEX, SIX)


def test_edits_keep_their_order() -> None:
    draft = with_restore(with_append(with_soft_delete(EMPTY, INDEX, FIVE), append("put")), INDEX, SIX)
    assert draft
    assert draft.edits == (SoftDelete(FIVE), append("put"), Restore(SIX))


@pytest.mark.parametrize("place", range(-2, 5))
def test_one_edit_is_taken_out_by_its_place(place: int) -> None:
    draft = with_restore(with_append(with_soft_delete(EMPTY, INDEX, FIVE), append("put")), INDEX, SIX)
    left = list(draft.edits)
    if place in range(3):
        del left[place]
    assert without(draft, place).edits == tuple(left)


@given(STORED.flatmap(drafts))
def test_a_change_set_is_all_of_a_draft(draft: Draft) -> None:
    assert draft.change_set() == ChangeSet(STREAM, draft.base_version, draft.edits, WHY, draft.base_deletions)


def test_a_draft_stands_no_longer_where_the_stream_has_changed() -> None:
    grown = index_of(stored(("put", False), ("put", True), ("put", False)))
    restored = index_of(stored(("put", False), ("put", False)))
    assert not EMPTY.stands_on(grown)
    assert not EMPTY.stands_on(restored)


@given(STORED, st.data())
def test_a_draft_laid_on_the_same_stream_is_the_same(events: list[Event], data: st.DataObject) -> None:
    draft = data.draw(drafts(events))
    assert rebased(draft, index_of(events)) == (draft, ())


def test_what_no_longer_applies_is_left_out_and_said() -> None:
    draft = with_restore(with_append(with_soft_delete(EMPTY, INDEX, FIVE), append("put")), INDEX, SIX)
    now = index_of(stored(("put", True), ("put", True), ("put", False)))
    fresh, lost = rebased(draft, now)
    assert fresh.edits == (append("put"), Restore(SIX))
    assert fresh.stands_on(now)
    assert lost == (f"Event {FIVE} of pile/1 is already soft-deleted; nothing was changed.",)


def test_new_events_are_appended_in_the_order_they_are_put_in() -> None:
    draft = EMPTY
    for edit in (append("a"), append("b"), append("c")):
        draft = with_append(draft, edit)
    assert [edit.type for edit in reordered(draft, 2, 0).edits if isinstance(edit, Append)] == ["c", "a", "b"]
    assert [edit.type for edit in reordered(draft, 0, 2).edits if isinstance(edit, Append)] == ["b", "c", "a"]
    assert reordered(reordered(draft, 0, 2), 2, 0) == draft
    assert reordered(draft, 1, 1) == draft
