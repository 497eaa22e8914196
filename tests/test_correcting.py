"""Corrections on an opened store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.correcting import check_layout, elsewhere, is_of_store, review, saved, script_of
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.model.edits import Append, Because, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.stream import StreamId
from leftfold.session import Session
from tests.school import EVENTS, RESET
from tests.store_builders import make_native

WHY = Because("Mira", "a wrong reset")
ONE, TWO, GONE = (StreamId("student", id_) for id_ in ("1", "2", "3"))
DONE = Append("activityCompleted", {"lesson": 6, "activity": 1}, datetime(2026, 1, 1, tzinfo=UTC))
DRAFTS = (
    Draft(ONE, 5, frozenset(), WHY, (SoftDelete(RESET),)),
    Draft(TWO, 1, frozenset(), WHY, (DONE,)),
    Draft(GONE, 1, frozenset(), WHY, (DONE,)),
    Draft(StreamId("sales", "*"), 1, frozenset(), WHY, (DONE,)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    cart = [("itemAdded", {"product": "x", "quantity": 1, "price": 1})]
    return make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2], "cart/1": cart})


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with closing(Session.open(str(path))) as session:
        yield session


def test_each_draft_is_reviewed_on_its_stream_as_it_is_now(session: Session) -> None:
    mended, moved, gone, projection = review(session, Correction("", WHY, DRAFTS))
    (sentence,) = mended.told
    assert sentence.startswith("Soft-delete event 5: Progress was reset to lesson 3")
    assert mended.preview is not None
    assert [(change.before, change.after) for change in mended.preview.changes if "currentPosition" in change.path] == [
        (3, 7)
    ]
    assert moved.moved.startswith("student/2 changed since the draft was made: 1 event arrived")
    assert "has no aggregate student/3" in gone.moved
    assert "is a projection over many aggregates" in projection.moved


def test_a_draft_knows_its_store(session: Session, path: Path) -> None:
    kept = saved(session, Correction("n", WHY, DRAFTS[:1]))
    assert (kept.place, kept.layout) == (str(path), "native")
    assert is_of_store(session, kept)
    check_layout(session, kept)
    other = replace(kept, place="/other.sqlite", layout="emmett-sqlite")
    assert not is_of_store(session, other)
    assert elsewhere(session, other) == f"This draft was made on /other.sqlite, and not on {path}."
    with pytest.raises(Refused, match=r"of the layout emmett-sqlite; s\.sqlite has native"):
        check_layout(session, other)


def test_a_script_is_of_sql_or_of_lines(session: Session) -> None:
    correction = Correction("n", WHY, DRAFTS[:1])
    assert "INSERT INTO deletions" in script_of(session, correction, "sql")
    assert f" -- {session.place} student/1 5\n" in script_of(session, correction, "cli")
