"""A draft in sentences."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.draft.preview import Preview
from leftfold.draft.telling import short
from leftfold.draft.wording import edit_text, told_commit, told_edits, warnings
from leftfold.model.diff import diff
from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.step import Failure
from leftfold.session import Session
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, stream_id

AT = datetime(2026, 1, 1, tzinfo=UTC)


def test_an_edit_in_the_fewest_words() -> None:
    assert edit_text(SoftDelete(5)) == "Soft-delete event 5"
    assert edit_text(Restore(5)) == "Restore event 5"
    assert edit_text(Append("resetProgress", {"lesson": 3}, AT)) == 'Append resetProgress {"lesson":3}'
    assert short("x" * 100).endswith("x…")


def test_each_edit_with_the_sentence_of_its_event(tmp_path: Path) -> None:
    store = str(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}))
    with closing(Session.open(store)) as session:
        replay = session.open_stream(session.resolve("student/1"))
        draft = session.new_draft(replay, Because("tester", "why"))
        draft = with_soft_delete(draft, replay.index, RESET)
        draft = with_append(draft, Append("lessonCompleted", {"lesson": 7}, AT))
        assert told_edits(draft, replay.history, session.what_if(replay, draft)) == (
            "Soft-delete event 5: Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)",
            "Append event 6: Completed lesson 7",
        )
        session.unlock()
        session.commit(draft)
        again = session.open_stream(replay.stream)
        restoring = with_restore(session.new_draft(again, Because("tester", "why")), again.index, RESET)
        assert told_edits(restoring, again.history, session.what_if(again, restoring)) == (
            "Restore event 5: Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)",
        )


def test_what_a_commit_wrote() -> None:
    empty = Draft(stream_id("student/1"), 57, frozenset(), Because("Mira", "why"))
    assert told_commit(replace(empty, edits=(Append("a", {}, AT),)), 58) == (
        "Written by Mira: event 58 appended. student/1 is at version 58 now."
    )
    edits = (SoftDelete(5), Append("a", {}, AT), Restore(3), SoftDelete(7), Append("b", {}, AT))
    assert told_commit(replace(empty, edits=edits), 59) == (
        "Written by Mira: events 5, 7 soft-deleted, event 3 restored, events 58, 59 appended. "
        "student/1 is at version 59 now."
    )


def test_what_else_follows_is_told_the_worst_first() -> None:
    preview = Preview({}, {}, (), (Failure(7, "no lesson"),), (3,), ("On lesson 9, above the highest",))
    assert warnings(preview) == (
        "Event 7 could not be applied: no lesson.",
        "No longer in order: On lesson 9, above the highest.",
        "Event 3, which could not be applied, would be.",
    )


def test_it_is_told_from_where_on_the_state_is_as_stored() -> None:
    preview = Preview({}, {}, (), (), (), (), 57)
    assert warnings(preview) == ("From event 57 on, the state would be as it is stored.",)
    (only_new,) = warnings(replace(preview, changes=diff({}, {"a": 1})))
    assert only_new == "From event 57 on, the state would be as it is stored; only the new events change it."
