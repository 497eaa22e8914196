"""The strip for corrections, from a proposal to the commit, and all that may stand against it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from leftfold.draft.draft import with_append
from leftfold.draft.preview import Preview
from leftfold.model.edits import Append, Because, Edit
from leftfold.model.errors import StoreFailed
from leftfold.model.times import EPOCH
from leftfold.session import Session, computer_user
from leftfold.store.database import Database
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.draft.panel import DraftPanel
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.themes import Mode, Themes
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore
from tests.ui.finding import button


class Bench:
    """A panel on a store, and what a person does with it."""

    def __init__(self, qtbot: QtBot, drafting: Drafting, panel: DraftPanel, path: Path) -> None:
        self.qtbot, self.drafting, self.panel, self.path = qtbot, drafting, panel, path
        self.document = panel.document

    def propose(self) -> None:
        """Propose to soft-delete the reset, and wait for what it would do."""
        self.drafting.soft_delete(RESET)
        self.settle()

    def unlock(self) -> None:
        """Unlock the store."""
        with self.qtbot.waitSignal(self.drafting.lock.changed):
            self.drafting.lock.unlock()

    def explain(self, reason: str = "a wrong reset") -> None:
        """Type why, and wait until it is taken in."""
        field = self.reason()
        field.clear()
        QTest.keyClicks(field, reason)
        self.qtbot.waitUntil(lambda: not self.panel.body.against)

    def reason(self) -> QLineEdit:
        """The field for the reason."""
        return next(one for one in self.panel.findChildren(QLineEdit) if one.accessibleName() == "Reason")

    def commit(self) -> None:
        """Press the button."""
        assert self.panel.body.commit.isEnabled(), self.panel.body.against
        QTest.mouseClick(self.panel.body.commit, Qt.MouseButton.LeftButton)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.document.tasks.is_idle)

    def edits(self) -> list[Edit]:
        """What is proposed."""
        return list(self.drafting.draft.edits) if self.drafting.draft else []

    def is_writing(self) -> bool:
        """Whether the draft is being written."""
        return self.drafting.is_committing

    def length(self) -> tuple[int, int]:
        """How many events are shown, and how many of them as soft-deleted."""
        assert self.document.shown is not None
        index = self.document.shown.index
        return len(index), int(index.deleted.sum())

    def lesson(self) -> object:
        """The lesson that the store, read anew, puts the student on."""
        with closing(Session.open(str(self.path))) as session:
            replay = session.open_stream(session.resolve("student/1"))
            return replay.history.standing(replay.history.length).state.lesson

    def meanwhile(self) -> None:
        """Another program appends an event."""
        with closing(Session.open(str(self.path))) as other:
            other.unlock()
            replay = other.open_stream(other.resolve("student/1"))
            draft = other.new_draft(replay, Because("the app", "as it does"))
            other.commit(with_append(draft, Append("lessonCompleted", {"lesson": 3}, EPOCH)))


@pytest.fixture
def panel(qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes, clock: Clock) -> DraftPanel:
    panel = DraftPanel(document, drafting, themes, clock)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def bench(qtbot: QtBot, panel: DraftPanel, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> Bench:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS})
    open_store(path, select="student/1")
    return Bench(qtbot, drafting, panel, path)


def test_a_proposal_is_told_with_its_effect(bench: Bench) -> None:
    assert bench.panel.body.against == "Nothing is proposed."
    bench.propose()
    assert bench.panel.body.edits.item(0).text().startswith("Soft-delete event 5: Progress was reset to lesson 3")
    assert ("currentPosition", "3", "7") in bench.panel.body.effect.lines


def test_what_is_missing_for_a_commit_is_said_step_by_step(bench: Bench) -> None:
    bench.propose()
    assert "unlock it first" in bench.panel.body.against
    bench.unlock()
    assert "Say why" in bench.panel.body.against
    assert not bench.panel.body.commit.isEnabled()
    bench.explain()
    assert bench.panel.body.commit.isEnabled()


def test_a_commit_is_written_and_confirmed_and_can_be_taken_back(bench: Bench) -> None:
    bench.propose()
    bench.unlock()
    bench.explain()
    bench.commit()
    assert bench.lesson() == 7
    assert bench.panel.quiet == (f"Written by {computer_user()}: event 5 soft-deleted. student/1 is at version 5 now.")
    assert bench.panel.body.against == "Nothing is proposed."
    bench.drafting.restore(RESET)
    bench.settle()
    assert "Say why" in bench.panel.body.against, "each correction has its own reason"
    bench.explain()
    bench.commit()
    assert bench.lesson() == 3
    assert "event 5 restored" in bench.panel.quiet


def test_a_conflict_keeps_the_draft_and_it_can_be_laid_on_the_stream_as_it_is_now(bench: Bench) -> None:
    bench.propose()
    bench.unlock()
    bench.explain()
    bench.meanwhile()
    bench.commit()
    assert "lessonCompleted (version 6)" in bench.panel.banner.text
    assert "Your draft is kept" in bench.panel.banner.text
    assert not button("Close this message", bench.panel).isVisible()
    assert "as it is now" in bench.panel.body.against
    assert bench.drafting.draft
    assert bench.reason().text() == "a wrong reset"
    assert bench.lesson() == 4
    button("Lay it on the stream as it is now", bench.panel).click()
    bench.settle()
    assert not bench.panel.banner.isVisible()
    assert not bench.panel.body.against
    bench.commit()
    assert bench.lesson() == 4
    with closing(Session.open(str(bench.path))) as session:
        assert session.open_stream(session.resolve("student/1")).index.deleted.tolist() == [
            False, False, False, False, True, False,
        ]  # fmt: skip


def test_a_stream_that_changed_while_it_is_looked_at_keeps_the_draft_and_shows_no_stale_effect(bench: Bench) -> None:
    bench.propose()
    bench.meanwhile()
    with bench.qtbot.waitSignal(bench.drafting.conflicted):
        bench.document.reload()
    bench.settle()
    assert "lessonCompleted (version 6)" in bench.panel.banner.text
    assert bench.panel.body.effect.lines == ()
    assert bench.panel.body.effect.title == "Known once the draft is laid on the stream as it is now."
    assert not button("Show as stored", bench.panel).isEnabled()
    bench.panel.banner.findChildren(QPushButton)[0].click()
    bench.settle()
    assert bench.panel.body.effect.title == "The last state would stay as it is.", (
        "what arrived says where the student is"
    )
    assert button("Show as stored", bench.panel).isEnabled()


def test_a_locked_database_is_said_and_the_draft_is_kept(bench: Bench) -> None:
    bench.propose()
    bench.unlock()
    bench.explain()
    with closing(sqlite3.connect(bench.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.commit()
        assert "is locked by another program" in bench.panel.banner.text
        assert bench.drafting.draft
        other.execute("ROLLBACK")
    bench.commit()
    assert bench.lesson() == 7


def test_the_stored_replay_can_be_shown_beside_the_proposed_one(bench: Bench) -> None:
    bench.propose()
    assert bench.length() == (5, 1)
    told = bench.panel.body.edits.item(0).text()
    button("Show as stored", bench.panel).click()
    assert bench.length() == (5, 0)
    assert bench.drafting.draft
    assert bench.panel.body.edits.item(0).text() == told
    button("Show as proposed", bench.panel).click()
    assert bench.length() == (5, 1)
    button("Show as stored", bench.panel).click()
    bench.drafting.soft_delete(1)
    assert button("Show as proposed", bench.panel).isChecked()


def test_an_edit_is_removed_by_button_and_by_key_and_comes_back(bench: Bench) -> None:
    bench.propose()
    bench.drafting.append("lessonCompleted", {"lesson": 7})
    bench.settle()
    assert bench.panel.body.edits.count() == 2
    button("Remove", bench.panel).click()
    assert bench.panel.body.edits.count() == 1
    bench.panel.body.edits.setFocus()
    QTest.keyClick(bench.panel.body.edits, Qt.Key.Key_Delete)
    assert not bench.drafting.draft
    bench.drafting.undo_stack.undo()
    bench.drafting.undo_stack.undo()
    bench.settle()
    assert bench.panel.body.edits.count() == 2


def test_the_reason_is_part_of_the_drafted_events(bench: Bench) -> None:
    bench.drafting.append("lessonCompleted", {"lesson": 3})
    bench.settle()
    bench.unlock()
    bench.explain()
    bench.commit()
    with closing(Session.open(str(bench.path))) as session:
        replay = session.open_stream(session.resolve("student/1"))
        event = replay.history.step(6).event
    assert isinstance(event.metadata, dict)
    note = event.metadata["leftfold"]
    assert isinstance(note, dict)
    assert note["reason"] == "a wrong reset"


def test_the_failure_is_over_with_the_next_attempt_and_told_of_no_other_aggregate(bench: Bench) -> None:
    bench.propose()
    bench.unlock()
    bench.explain()
    with closing(sqlite3.connect(bench.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.commit()
        other.execute("ROLLBACK")
    assert bench.panel.banner.isVisible()
    bench.document.select("student/2")
    bench.settle()
    assert not bench.panel.banner.isVisible()
    assert bench.panel.quiet.startswith("Nothing is proposed.")


def test_a_file_that_became_read_only_is_said_and_the_draft_is_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.propose()
    monkeypatch.setattr("leftfold.store.target.os.access", lambda _path, mode: mode != os.W_OK)
    with bench.qtbot.waitSignal(bench.drafting.refused) as told:
        bench.drafting.lock.unlock()
    assert told.args is not None
    assert "is read-only" in told.args[0]
    assert bench.drafting.draft
    assert "unlock it first" in bench.panel.body.against
    assert button("Unlock…", bench.panel).isVisible()


def test_a_disk_that_is_full_is_said_and_the_draft_is_kept(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.propose()
    bench.unlock()
    bench.explain()
    begin = Database.transaction

    @contextmanager
    def cramped(database: Database) -> Iterator[Connection]:
        with begin(database) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.exec_driver_sql("CREATE TABLE filler AS SELECT zeroblob(1000000)")
            yield connection

    monkeypatch.setattr(Database, "transaction", cramped)
    bench.commit()
    assert "the disk is full; make room and try again. Your draft is kept." in bench.panel.banner.text
    assert bench.drafting.draft
    monkeypatch.undo()
    bench.commit()
    assert bench.lesson() == 7


def test_each_aggregate_has_its_own_reason(bench: Bench) -> None:
    bench.propose()
    bench.unlock()
    bench.explain("of the first")
    bench.document.select("student/2")
    bench.settle()
    bench.propose()
    assert bench.reason().text() == ""
    assert "Say why" in bench.panel.body.against
    bench.explain("of the second")
    bench.document.select("student/1")
    bench.settle()
    assert bench.reason().text() == "of the first"


def test_the_key_for_commit_goes_to_what_is_missing_and_commits_once_nothing_is(bench: Bench) -> None:
    bench.propose()
    bench.panel.body.edits.setFocus()
    QTest.keyClick(bench.panel.body.edits, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bench.panel.focusWidget() is button("Unlock…", bench.panel)
    bench.unlock()
    QTest.keyClick(bench.panel.body.edits, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bench.panel.focusWidget() is bench.reason()
    bench.explain()
    QTest.keyClick(bench.reason(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert bench.lesson() == 7


def test_the_keys_of_the_strip_do_nothing_elsewhere_in_its_window(
    qtbot: QtBot, bench: Bench, document: Document, themes: Themes, clock: Clock
) -> None:
    window, elsewhere = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    panel = DraftPanel(document, bench.drafting, themes, clock)
    layout = QVBoxLayout(window)
    layout.addWidget(elsewhere)
    layout.addWidget(panel)
    window.show()
    bench.propose()
    bench.unlock()
    bench.explain()
    for widget in (elsewhere, panel.body.effect.again):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Delete)
        assert len(bench.edits()) == 1
    elsewhere.setFocus()
    QTest.keyClick(elsewhere, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not bench.is_writing()
    panel.body.edits.setFocus()
    QTest.keyClick(panel.body.edits, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bench.is_writing()
    bench.settle()


def test_enter_on_an_edit_goes_to_its_event(bench: Bench) -> None:
    bench.propose()
    bench.drafting.append("lessonCompleted", {"lesson": 7})
    bench.settle()
    bench.document.selection.go_to(1)
    bench.panel.body.edits.setCurrentRow(1)
    QTest.keyClick(bench.panel.body.edits, Qt.Key.Key_Return)
    assert bench.document.selection.ordinal == 6
    bench.panel.body.edits.setCurrentRow(0)
    button("Show as stored", bench.panel).click()
    QTest.keyClick(bench.panel.body.edits, Qt.Key.Key_Return)
    assert bench.document.selection.ordinal == 5
    assert not bench.drafting.laying.shows_stored


def test_the_strip_takes_one_line_while_nothing_is_proposed(bench: Bench) -> None:
    assert bench.panel.maximumHeight() <= 40
    bench.propose()
    assert bench.panel.minimumSizeHint().height() > 100
    assert bench.panel.maximumHeight() > 1_000
    bench.drafting.discard()
    assert bench.panel.maximumHeight() <= 40


def test_what_cannot_be_previewed_can_be_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any, **_named: Any) -> Preview:
        raise StoreFailed("The disk is gone.")

    with monkeypatch.context() as broken:
        broken.setattr(Session, "preview", fail)
        bench.propose()
    assert bench.panel.body.effect.warnings == "The disk is gone."
    assert bench.panel.body.edits.item(0).text() == "Soft-delete event 5"
    button("Try again", bench.panel).click()
    bench.settle()
    assert ("currentPosition", "3", "7") in bench.panel.body.effect.lines


def test_the_strip_follows_the_theme(bench: Bench, themes: Themes) -> None:
    bench.propose()
    light = bench.panel.body.edits.item(0).icon().pixmap(14).toImage()
    themes.choose(Mode.DARK)
    assert bench.panel.body.edits.item(0).icon().pixmap(14).toImage() != light
