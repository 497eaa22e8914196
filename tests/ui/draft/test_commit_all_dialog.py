"""All drafts previewed, and committed together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.times import EPOCH
from leftfold.ui.document import Document
from leftfold.ui.draft.commit_all_dialog import CommitAllDialog
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.themes import Themes
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, opened, stream_id
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.finding import button

QUIZ = Append("quizTaken", {"quiz": "Q1", "score": 5}, EPOCH)


class Bench:
    """Two drafts, and the dialog over both."""

    def __init__(self, qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes) -> None:
        self.qtbot, self.document, self.drafting, self.themes = qtbot, document, drafting, themes
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        for name in ("student/1", "student/2"):
            self.goes_to(name)
            drafting.soft_delete(RESET)
        self.settle()

    def goes_to(self, name: str) -> None:
        """Show an aggregate."""
        with self.qtbot.waitSignal(self.document.loaded):
            self.document.select(name)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.document.tasks.is_idle, timeout=WAIT)

    def dialog(self) -> CommitAllDialog:
        """The dialog, once all is worked out."""
        dialog = CommitAllDialog(self.document, self.drafting, self.themes, self.parent)
        self.settle()
        return dialog

    def unlock(self) -> None:
        """Unlock the store."""
        with self.qtbot.waitSignal(self.drafting.lock.changed):
            self.drafting.lock.unlock()
        self.settle()


@pytest.fixture
def school(tmp_path: Path, open_store: OpenStore) -> Path:
    path = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS})
    open_store(path)
    return path


@pytest.fixture
def bench(qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes, school: Path) -> Bench:
    assert school.exists()
    return Bench(qtbot, document, drafting, themes)


def test_each_draft_is_shown_with_what_it_would_do(bench: Bench) -> None:
    dialog = bench.dialog()
    (one, told), (two, _told) = dialog.lines
    assert (one, two) == ("student/1: 1 proposed", "student/2: 1 proposed")
    assert told[0].startswith("Soft-delete event 5: Progress was reset to lesson 3")
    assert "currentPosition | 3 | 7" in told
    assert dialog.against == "The store is open read-only; unlock it first."
    with bench.qtbot.waitSignal(dialog.unlock_asked):
        button("Unlock…", dialog).click()
    bench.unlock()
    assert dialog.against == "Say why in a few words; it is recorded."
    assert not dialog.commit.isEnabled()
    dialog.reject()


def test_all_are_committed_with_the_reason_given_once(bench: Bench, school: Path) -> None:
    bench.unlock()
    dialog = bench.dialog()
    fields = {field.accessibleName(): field for field in dialog.findChildren(QLineEdit)}
    QTest.keyClicks(fields["Reason"], "a bulk job")
    fields["Author"].clear()
    QTest.keyClicks(fields["Author"], "Mira")
    assert dialog.against == ""
    with bench.qtbot.waitSignal(bench.drafting.committed) as done:
        dialog.commit.click()
    bench.settle()
    assert done.args is not None
    assert done.args[0].told == "Written by Mira: 2 edits of 2 aggregates, all at once."
    assert bench.drafting.drafted == ()
    with opened(school) as store:
        assert [entry.because for entry in store.audit()[1:]] == [Because("Mira", "a bulk job")] * 2
        assert store.counts().soft_deleted == 2


def test_nothing_is_committed_where_one_aggregate_went_on_meanwhile(bench: Bench, school: Path) -> None:
    bench.unlock()
    bench.drafting.drafts.explain_all(Because("Mira", "a bulk job"))
    dialog = bench.dialog()
    with opened(school, write=True) as store:
        store.commit(ChangeSet(stream_id("student/1"), 5, (QUIZ,), Because("app", "its own")))
    with bench.qtbot.waitSignal(bench.drafting.commit_failed) as failed:
        dialog.commit.click()
    bench.settle()
    assert failed.args is not None
    assert failed.args[0].startswith("student/1 changed since the draft was made: 1 event arrived")
    assert len(bench.drafting.drafted) == 2
    again = bench.dialog()
    assert again.against.startswith("student/1: student/1 changed since the draft was made")
    assert not again.commit.isEnabled()
    again.reject()
    with opened(school) as store:
        assert store.counts().soft_deleted == 0


def test_the_conflict_of_what_is_shown_is_met_there(bench: Bench, school: Path) -> None:
    bench.unlock()
    bench.drafting.drafts.explain_all(Because("Mira", "a bulk job"))
    dialog = bench.dialog()
    with opened(school, write=True) as store:
        store.commit(ChangeSet(stream_id("student/2"), 5, (QUIZ,), Because("app", "its own")))
    with bench.qtbot.waitSignal(bench.drafting.conflicted):
        dialog.commit.click()
    bench.settle()
    assert "student/2 changed" in bench.drafting.conflict


def test_an_author_is_asked_for(bench: Bench) -> None:
    bench.unlock()
    bench.drafting.drafts.explain_all(Because("", "a bulk job"))
    dialog = bench.dialog()
    assert dialog.against in ("", "Say who corrects this; it is recorded.")
    dialog.reject()


def test_what_cannot_be_worked_out_is_told(bench: Bench, school: Path) -> None:
    bench.unlock()
    bench.drafting.drafts.explain_all(Because("Mira", "a bulk job"))
    school.rename(school.with_name("elsewhere"))
    dialog = bench.dialog()
    assert "s.sqlite" in dialog.against
    assert dialog.lines == ()
    dialog.reject()
    school.with_name("elsewhere").rename(school)
