"""What happened to a stream since a draft was made on it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from leftfold.draft.draft import Draft, new_draft
from leftfold.draft.moved import moved
from leftfold.model.edits import Append, Because, ChangeSet, Edit, Restore, SoftDelete
from leftfold.model.index import StreamIndex, Unread
from leftfold.model.times import EPOCH
from leftfold.session import Session
from tests.school import EVENTS
from tests.store_builders import make_native, opened, stream_id

WHY = Because("the app", "as it does")
STREAM = stream_id("student/1")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS})
    _write(path, new_draft(_index(path), WHY), SoftDelete(2))
    return path


def _index(path: Path) -> StreamIndex:
    with closing(Session.open(str(path))) as session:
        return session.open_stream(STREAM).index


def _write(path: Path, base: Draft, *edits: Edit) -> None:
    with opened(path, write=True) as store:
        store.commit(ChangeSet(STREAM, base.base_version, edits, WHY, base.base_deletions))


def test_nothing_happened(store: Path) -> None:
    assert moved(new_draft(_index(store), WHY), _index(store)) == ""


def test_events_arrived_and_marks_were_set_and_taken(store: Path) -> None:
    draft = new_draft(_index(store), WHY)
    _write(store, draft, Append("quizTaken", {"quiz": "Q1"}, EPOCH), SoftDelete(1), SoftDelete(3), Restore(2))
    assert moved(draft, _index(store)) == (
        "student/1 changed since the draft was made: 1 event arrived, quizTaken (version 6); events 1, 3 were "
        "soft-deleted; event 2 was restored."
    )


def test_of_many_the_first_are_named(store: Path) -> None:
    draft = new_draft(_index(store), WHY)
    _write(store, draft, *(Append("quizTaken", {"quiz": "Q1"}, EPOCH) for _ in range(9)))
    assert "9 events arrived, quizTaken (version 6)," in moved(draft, _index(store))
    assert moved(draft, _index(store)).endswith("quizTaken (version 10) and 4 more.")


def test_a_stream_that_is_shorter_than_it_was(store: Path) -> None:
    index = _index(store)
    draft = replace(new_draft(index, WHY), base_version=99, base_deletions=frozenset({2, 98}))
    assert moved(draft, index) == "student/1 changed since the draft was made: its last events are gone."


def test_a_stream_that_had_no_events(store: Path) -> None:
    index = _index(store)
    draft = replace(new_draft(index, WHY), base_version=None)
    assert "5 events arrived, placeStudent (version 1)" in moved(draft, index)


def test_events_whose_type_is_not_read_yet_are_told_without_it(store: Path) -> None:
    base = new_draft(_index(store), WHY)
    _write(store, base, Append("lessonCompleted", {"lesson": 7}, EPOCH))
    index = _index(store)
    begun = replace(index, unread=Unread(np.ones(1, np.bool_), len(index)))
    assert moved(base, begun) == (
        f"student/1 changed since the draft was made: 1 event arrived, one not read yet (version {index.last_version})."
    )
