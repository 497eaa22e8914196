"""The law of a commit: what the preview showed is what the store folds to afterwards."""

from __future__ import annotations

import getpass
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Conflict
from leftfold.model.json import JsonObject
from leftfold.replay.narrative import shown
from leftfold.session import Replay, Session, computer_user
from tests.store_builders import make_native

WHY = Because("tester", "a law")

_facts = st.sampled_from(["placeStudent", "lessonCompleted", "resetProgress", "unknown"]).flatmap(
    lambda name: st.tuples(st.just(name), st.fixed_dictionaries({"lesson": st.integers(1, 9)}))
)


def _drafted(session: Session, replay: Replay, flips: list[int], new: list[tuple[str, JsonObject]]) -> Draft:
    draft = session.new_draft(replay, WHY)
    for version in flips:
        deleted = version in draft.base_deletions
        draft = (with_restore if deleted else with_soft_delete)(draft, replay.index, version)
    for name, data in new:
        draft = with_append(draft, Append(name, data, datetime(2026, 1, 1, tzinfo=UTC)))
    return draft


@settings(max_examples=25, deadline=None)
@given(st.lists(_facts, min_size=1, max_size=8), st.lists(_facts, max_size=3), st.data())
def test_a_commit_is_its_preview_made_true(
    stored: list[tuple[str, JsonObject]], new: list[tuple[str, JsonObject]], data: st.DataObject
) -> None:
    flips = data.draw(st.lists(st.integers(1, len(stored)), unique=True))
    with TemporaryDirectory() as folder:
        session = Session.open(str(make_native(Path(folder) / "s.sqlite", {"student/1": stored})))
        try:
            replay = session.open_stream(session.resolve("student/1"))
            draft = _drafted(session, replay, flips, new)
            effect = session.preview(replay, session.what_if(replay, draft))
            if draft:
                session.unlock()
                session.commit(draft)
            after = session.open_stream(replay.stream)
            assert shown(after.domain, after.history.standing(len(after.index)).state) == effect.after
        finally:
            session.close()


def test_a_draft_on_a_stream_that_moved_on_is_a_conflict(tmp_path: Path) -> None:
    store = str(make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 6})]}))
    session = Session.open(store)
    try:
        session.unlock()
        replay = session.open_stream(session.resolve("1"))
        first, second = (_drafted(session, replay, [], [("lessonCompleted", {"lesson": n})]) for n in (6, 7))
        session.commit(first)
        try:
            session.commit(second)
        except Conflict as conflict:
            said = str(conflict)
        else:
            said = ""
        assert "student/1" in said
        assert len(session.open_stream(replay.stream).index) == 2
    finally:
        session.close()


def test_where_a_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 6})]})
    monkeypatch.chdir(tmp_path)
    with closing(Session.open("s.sqlite")) as session:
        assert session.place == str(tmp_path / "s.sqlite")


@pytest.mark.parametrize("error", [KeyError("getpwuid(): uid not found: 12345"), OSError("No username set")])
def test_a_computer_that_does_not_tell_its_user(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nobody() -> str:
        raise error

    assert computer_user() == getpass.getuser()
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert computer_user() == ""
