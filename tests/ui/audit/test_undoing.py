"""A draft that undoes an entry is laid once its aggregate is shown, and not where the person went elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.audit import AuditEntry
from leftfold.model.edits import Append, Because, Edit, Restore, SoftDelete
from leftfold.session import Session
from leftfold.ui.audit.undoing import ProposedUndoing
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS
from tests.store_builders import make_native, stream_id
from tests.ui.conftest import OpenStore

Idle = Callable[[], None]
ONE, OTHER = stream_id("student/1"), stream_id("student/2")
LESSON = Append("lessonCompleted", {"lesson": 7}, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS})


@pytest.fixture
def undoing(document: Document, drafting: Drafting) -> Iterator[ProposedUndoing]:
    yield ProposedUndoing(document, drafting)
    drafting.discard()


def commit(school: Path, *edits: Edit) -> AuditEntry:
    with closing(Session.open(str(school))) as session:
        session.unlock()
        draft = session.new_draft(session.open_stream(ONE), Because("Mira", "why"))
        session.commit(replace(draft, edits=edits))
        return session.store.audit(ONE)[-1]


def test_on_the_shown_aggregate_it_is_laid_at_once(
    open_store: OpenStore, school: Path, undoing: ProposedUndoing, drafting: Drafting, idle: Idle
) -> None:
    entry = commit(school, SoftDelete(2), LESSON)
    open_store(school, select="student/1")
    undoing.propose(entry)
    idle()
    assert drafting.draft is not None
    assert drafting.draft.edits == (SoftDelete(6), Restore(2))


def test_a_reason_that_was_given_is_kept(
    open_store: OpenStore, school: Path, undoing: ProposedUndoing, drafting: Drafting, idle: Idle
) -> None:
    entry = commit(school, SoftDelete(2))
    open_store(school, select="student/1")
    drafting.explain(Because("Ann", "my own", "T-2"))
    undoing.propose(entry)
    idle()
    assert drafting.because == Because("Ann", "my own", "T-2")


def test_where_the_person_goes_elsewhere_nothing_is_laid(
    open_store: OpenStore, school: Path, undoing: ProposedUndoing, document: Document, idle: Idle
) -> None:
    entry = commit(school, SoftDelete(2))

    def leave(stream: object) -> None:
        if stream == ONE:
            document.selection.select(OTHER)

    open_store(school)
    undoing.propose(entry)
    document.selection.stream_changed.connect(leave)
    idle()
    assert document.selection.stream == OTHER
    assert undoing._drafting.drafted == ()
    document.selection.stream_changed.disconnect(leave)
    document.selection.select(ONE)
    idle()
    assert undoing._drafting.drafted == ()


def test_what_nothing_undoes_is_told(
    qtbot: QtBot, open_store: OpenStore, school: Path, undoing: ProposedUndoing, idle: Idle
) -> None:
    entry = commit(school, SoftDelete(2))
    commit(school, Restore(2))
    open_store(school)
    with qtbot.waitSignal(undoing.refused) as told:
        undoing.propose(entry)
    assert told.args == ["Entry 2 cannot be undone. Event 2, which it soft-deleted, was restored since, by entry 3."]
    with qtbot.waitSignal(undoing.refused) as told:
        undoing.propose(replace(entry, stream=None))
    assert told.args[0].startswith("Entry 2 is no correction of one aggregate")
    idle()


def test_closed_it_lays_nothing(
    open_store: OpenStore, school: Path, undoing: ProposedUndoing, drafting: Drafting, idle: Idle
) -> None:
    entry = commit(school, SoftDelete(2))
    open_store(school, select="student/1")
    undoing.propose(entry)
    undoing.close()
    idle()
    assert drafting.draft is None
