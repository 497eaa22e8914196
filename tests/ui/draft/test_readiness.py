"""What stands between a draft and its commit, and what can be done where nothing is proposed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from leftfold.draft.preview import Preview
from leftfold.model.edits import Because
from leftfold.model.errors import StoreFailed
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.draft.readiness import against_commit, can_unlock, how_to_begin
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane
from tests.school import EVENTS, RESET
from tests.store_builders import make_eventsourcing, make_native
from tests.ui.conftest import HoldLane, OpenStore


def _against(document: Document, drafting: Drafting) -> str:
    return against_commit(document.session, drafting)


def _unlock(qtbot: QtBot, drafting: Drafting) -> None:
    with qtbot.waitSignal(drafting.lock.changed):
        drafting.lock.unlock()


@pytest.fixture
def proposed(drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> Drafting:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    drafting.soft_delete(RESET)
    return drafting


def test_each_thing_that_is_missing_is_said_in_turn(
    qtbot: QtBot, document: Document, proposed: Drafting, held: HoldLane
) -> None:
    assert "unlock it first" in _against(document, proposed)
    assert can_unlock(document.session, proposed)
    _unlock(qtbot, proposed)
    assert not can_unlock(document.session, proposed)
    assert "Say why" in _against(document, proposed)
    proposed.explain(Because("", "a wrong reset"))
    assert "Say who" in _against(document, proposed)
    proposed.explain(Because("Mira", "a wrong reset"))
    qtbot.waitUntil(lambda: not _against(document, proposed))
    with held(Lane.STREAM):
        proposed.soft_delete(1)
        assert "being worked out" in _against(document, proposed)
    qtbot.waitUntil(lambda: not _against(document, proposed))
    with held(Lane.STREAM):
        proposed.commit()
        assert _against(document, proposed) == "Being written…"
    qtbot.waitUntil(lambda: document.tasks.is_idle)
    assert _against(document, proposed) == "Nothing is proposed."


def test_what_the_rules_demand_is_said_and_holds_the_commit(
    qtbot: QtBot, document: Document, proposed: Drafting, rules_of_user: Path
) -> None:
    rules_of_user.write_text(RULES, "utf-8")
    _unlock(qtbot, proposed)
    proposed.explain(Because("Mira", "reset"))
    assert _against(document, proposed) == (
        "Say why in 10 characters or more; these are 5. Name the ticket that asks for it, one like SUP-*. "
        "No event is soft-deleted here; propose a compensating event instead."
    )
    proposed.explain(Because("Mira", "a wrong reset", "SUP-1"))
    proposed.remove(0)
    proposed.append("lessonCompleted", {"lesson": 3})
    qtbot.waitUntil(lambda: not _against(document, proposed))


def test_a_new_event_that_fails_is_not_written_and_one_that_fails_because_of_it_may_be(
    qtbot: QtBot, document: Document, drafting: Drafting, tmp_path: Path
) -> None:
    domain = tmp_path / "counting.py"
    domain.write_text(COUNTING, "utf-8")
    with qtbot.waitSignal(document.opened):
        path = make_native(tmp_path / "s.sqlite", {"count/1": [("first", {}), ("second", {})]})
        document.open(str(path), domain=str(domain))
    with qtbot.waitSignal(document.loaded):
        document.select("count/1")
    _unlock(qtbot, drafting)
    drafting.explain(Because("Mira", "why"))
    drafting.append("odd", {})
    qtbot.waitUntil(lambda: "proposed event 3 could not be applied" in _against(document, drafting))
    drafting.remove(0)
    drafting.soft_delete(1)
    qtbot.waitUntil(lambda: not _against(document, drafting))
    assert drafting.preview is not None
    assert [failure.version for failure in drafting.preview.now_failing] == [2]


def test_a_draft_whose_stream_changed_must_be_laid_anew(document: Document, proposed: Drafting) -> None:
    proposed.conflict = "student/1 changed."
    assert _against(document, proposed) == "Lay the draft on the stream as it is now first."


def test_what_cannot_be_previewed_is_not_written(
    qtbot: QtBot, document: Document, proposed: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> Preview:
        raise StoreFailed("The disk is gone.")

    _unlock(qtbot, proposed)
    proposed.explain(Because("Mira", "a wrong reset"))
    monkeypatch.setattr(Session, "preview", fail)
    proposed.soft_delete(1)
    qtbot.waitUntil(lambda: "cannot be worked out" in _against(document, proposed))


def test_a_layout_that_allows_no_writing_says_so(
    document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    path = make_eventsourcing(tmp_path / "s.sqlite", [("a" * 32, 1, "dogs:Dog.Registered", b'{"name": "Rex"}')])
    with closing(sqlite3.connect(path)) as connection, connection:
        # So it is a store of the library's module for SQLAlchemy.
        connection.execute("ALTER TABLE stored_events ADD COLUMN id INTEGER")
        connection.execute("UPDATE stored_events SET id = rowid")
    assert how_to_begin(document) == "Select an aggregate to correct it."
    open_store(path, select="a" * 32)
    assert how_to_begin(document).endswith("append through the application instead.")
    assert not can_unlock(document.session, drafting)
    drafting.append("Dog.Renamed", {"name": "Max"})
    assert _against(document, drafting) == how_to_begin(document)
    drafting.discard()
    drafting.soft_delete(1)
    assert "knows no mark" in _against(document, drafting)


def test_how_to_begin(document: Document, open_store: OpenStore, tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.sqlite", {"cart/1": [("itemAdded", {"item": "tea"})]})
    open_store(path, select="cart/1")
    assert "Ctrl+D" in how_to_begin(document)
    open_store(path, select="sales")
    assert "correct the aggregate instead" in how_to_begin(document)


RULES = """
[[store]]
match = "*"
environment = "staging"
reason = 10
ticket = true
ticket_pattern = "SUP-*"
soft_delete = false
"""

COUNTING = """
from leftfold.domain.definition import Domain

NEXT = {"first": 0, "second": 1, "third": 2}


def evolve(state, event):
    if NEXT.get(event.type) != state:
        raise ValueError(f"{event.type} does not follow {state}")
    return state + 1


COUNT = Domain(
    name="count",
    title="Count",
    aggregate_types=("count",),
    initial=0,
    evolve=evolve,
    show=lambda state: {"count": state},
    sentence=lambda event, before, after: event.type,
)
"""
