"""A draft under review: what it would do, and what stands against it."""

from __future__ import annotations

import pytest

from leftfold.draft.draft import Draft, new_draft, with_append, with_soft_delete
from leftfold.draft.preview import preview
from leftfold.draft.review import Reviewed, failing_edit, gone_on, reviewed
from leftfold.draft.wording import told_edits
from tests.draft.piling import FIRST_VERSION, WHY, append, history_of, index_of, proposed, stored

EVENTS = stored(("put", False), ("put", False))
EMPTY = new_draft(index_of(EVENTS), WHY)


def review(draft: Draft) -> Reviewed:
    return reviewed(draft, index_of(EVENTS), history_of(EVENTS), lambda: proposed(draft, EVENTS))


def test_it_tells_what_would_be() -> None:
    draft = with_append(EMPTY, append("put"))
    found = review(draft)
    assert found.told == told_edits(draft, history_of(EVENTS), proposed(draft, EVENTS))
    assert found.preview == preview(history_of(EVENTS), proposed(draft, EVENTS))
    assert (found.moved, found.against) == ("", "")


def test_a_draft_whose_stream_went_on_is_not_laid() -> None:
    draft = Draft(EMPTY.stream, FIRST_VERSION, frozenset(), WHY, (append("put"),))
    found = reviewed(draft, index_of(EVENTS), history_of(EVENTS), lambda: pytest.fail("it was laid"))
    assert found.preview is None
    assert found.told == ('Append put {"new":true}',)
    assert found.against == found.moved
    assert "1 event arrived, put (version 6)" in found.moved
    assert gone_on(draft, "it is gone").against == "it is gone"


def test_a_new_event_that_fails_stands_against_it_and_a_stored_one_does_not() -> None:
    failing = with_append(with_append(with_append(EMPTY, append("take")), append("take")), append("take"))
    assert review(failing).against == "The proposed event 9 could not be applied; take it out of the draft."
    taken = stored(("put", False), ("take", False))
    draft = with_soft_delete(new_draft(index_of(taken), WHY), index_of(taken), FIRST_VERSION)
    effect = preview(history_of(taken), proposed(draft, taken))
    assert [failure.version for failure in effect.now_failing] == [FIRST_VERSION + 1]
    assert failing_edit(draft, effect) == ""
