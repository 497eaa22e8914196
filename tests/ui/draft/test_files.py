"""Drafts saved to files, opened from them, reviewed and made into scripts, by way of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from leftfold.draft.draft_file import write_draft
from leftfold.draft.draft_reading import read_draft
from leftfold.model.edits import Append, Because, ChangeSet, SoftDelete
from leftfold.model.times import EPOCH
from leftfold.session import computer_user
from leftfold.ui.document import Document
from leftfold.ui.draft.files import DraftFiles, page_beside
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS, RESET
from tests.store.scripts import run_script
from tests.store_builders import make_native, opened, stream_id
from tests.ui.conftest import WAIT, OpenStore

WHY = Because("Mira", "a bulk job")


@pytest.fixture
def school(tmp_path: Path, open_store: OpenStore) -> Path:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS})
    open_store(path, select="student/1")
    return path


class Bench:
    """A draft over two aggregates, and the dialogs about files, which are answered at once."""

    def __init__(self, qtbot: QtBot, files: DraftFiles, drafting: Drafting, document: Document) -> None:
        self.qtbot, self.files, self.drafting, self.document = qtbot, files, drafting, document

    def propose(self) -> None:
        """Propose to delete both resets, for a reason."""
        for name in ("student/2", "student/1"):
            with self.qtbot.waitSignal(self.document.loaded):
                self.document.select(name)
            self.settle()
            self.drafting.soft_delete(RESET)
            self.drafting.explain(WHY)
            self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.document.tasks.is_idle, timeout=WAIT)

    def told(self, act: Callable[[], None]) -> str:
        """What is said once it is done."""
        with self.qtbot.waitSignal(self.files.told, timeout=WAIT) as told:
            act()
        self.settle()
        assert told.args is not None
        return str(told.args[0])

    def refused(self, act: Callable[[], None]) -> str:
        """What is said where it is not done."""
        with self.qtbot.waitSignal(self.files.failed, timeout=WAIT) as told:
            act()
        assert told.args is not None
        return str(told.args[0])


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is chosen whenever one is asked for."""
    path = tmp_path / "resets.leftfold-draft.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "resets"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))
    return path


@pytest.fixture
def bench(qtbot: QtBot, document: Document, drafting: Drafting, school: Path, file: Path) -> Bench:
    assert school.parent == file.parent
    window = QWidget()
    qtbot.addWidget(window)
    return Bench(qtbot, DraftFiles(document, drafting, window), drafting, document)


def test_a_draft_is_saved_and_opened_again(bench: Bench, file: Path, school: Path) -> None:
    bench.propose()
    assert bench.told(bench.files.save) == f"The draft is saved as {file.name}."
    assert bench.drafting.drafts.name == "resets"
    saved = read_draft(file)
    assert (saved.place, saved.correction.name) == (str(school), "resets")
    assert "Progress was reset to lesson 3" in file.read_text("utf-8")
    bench.document.open(str(school))
    bench.qtbot.waitUntil(lambda: bench.drafting.drafted == ())
    bench.settle()
    told = bench.told(bench.files.open)
    assert told == "Taken up: “resets”: 2 edits of 2 aggregates, drafted by Mira."
    assert bench.drafting.drafts.name == "resets"
    assert bench.document.shown is not None
    assert bench.document.shown.replay.stream == stream_id("student/2")
    draft = bench.drafting.draft
    assert draft is not None
    assert draft.edits == (SoftDelete(RESET),)
    assert draft.because == replace(WHY, committer=computer_user())


def test_what_is_opened_takes_the_place_of_what_is_proposed_and_can_be_undone(bench: Bench, file: Path) -> None:
    bench.propose()
    bench.told(bench.files.save)
    bench.drafting.remove(0)
    bench.drafting.soft_delete(1)
    bench.settle()
    assert bench.told(bench.files.open).endswith(
        "What was proposed for student/2, student/1 gave way; undo brings it back."
    )
    assert file.exists()
    assert bench.drafting.draft is not None
    assert bench.drafting.draft.edits == (SoftDelete(RESET),)
    bench.drafting.undo_stack.undo()
    bench.settle()
    assert bench.drafting.draft.edits == (SoftDelete(1),)


def test_a_draft_opened_on_a_stream_that_went_on_meets_its_conflict(bench: Bench, school: Path) -> None:
    bench.propose()
    bench.told(bench.files.save)
    with opened(school, write=True) as store:
        quiz = Append("quizTaken", {"quiz": "Q1", "score": 5}, EPOCH)
        store.commit(ChangeSet(stream_id("student/2"), 5, (quiz,), Because("app", "its own")))
    bench.document.open(str(school))
    bench.qtbot.waitUntil(lambda: bench.drafting.drafted == ())
    bench.told(bench.files.open)
    bench.qtbot.waitUntil(lambda: "1 event arrived, quizTaken" in bench.drafting.conflict)
    bench.drafting.rebase()
    bench.qtbot.waitUntil(lambda: not bench.drafting.conflict)
    bench.settle()
    assert bench.drafting.draft is not None
    assert bench.drafting.draft.base_version == 6


def test_a_draft_of_another_store_is_asked_about(bench: Bench, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.propose()
    bench.told(bench.files.save)
    write_draft(file, replace(read_draft(file), place="/elsewhere/school.sqlite"), {})
    bench.drafting.discard()
    asked: list[str] = []

    def answer(_parent: object, _title: str, text: str, *_buttons: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Cancel if len(asked) == 1 else QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", answer)
    with bench.qtbot.assertNotEmitted(bench.files.told):
        bench.files.open()
        bench.settle()
    assert asked[0].startswith("This draft was made on /elsewhere/school.sqlite, and not on ")
    assert bench.drafting.draft is None
    assert bench.told(bench.files.open).startswith("Taken up")
    write_draft(file, replace(read_draft(file), layout="emmett-sqlite"), {})
    assert "of the layout emmett-sqlite" in bench.refused(bench.files.open)


def test_a_bad_file_is_told(bench: Bench, file: Path) -> None:
    file.write_text("{", "utf-8")
    assert "is no draft: it is not JSON" in bench.refused(bench.files.open)
    file.unlink()
    assert "cannot be read: No such file" in bench.refused(bench.files.open)


def test_a_draft_is_exported_for_review_with_a_page(bench: Bench, file: Path) -> None:
    bench.propose()
    bench.drafting.drafts.name = "Bulk/resets"
    told = bench.told(bench.files.export)
    assert told == f"Hand on {file.name}, which can be opened, and resets.html, to be read."
    page = page_beside(file).read_text("utf-8")
    assert "Progress was reset to lesson 3" in page
    assert "Mira" in page
    assert read_draft(file).correction.name == "Bulk/resets"


def test_a_draft_is_exported_as_a_script(bench: Bench, school: Path, file: Path) -> None:
    bench.propose()
    for form, end in (("cli", ".sh"), ("sql", ".sql")):
        told = bench.told(lambda form=form: bench.files.export_script(form))  # type: ignore[misc]
        assert told == f"The script is saved as resets{end}; nothing is written to the store."
    assert "leftfold delete" in file.with_name("resets.sh").read_text("utf-8")
    assert run_script(str(school), file.with_name("resets.sql").read_text("utf-8")) == ""
    with opened(school) as store:
        assert store.counts().soft_deleted == 2
        assert store.audit()[-1].because == replace(WHY, committer=computer_user())


def test_a_script_that_cannot_be_is_told(bench: Bench) -> None:
    bench.drafting.soft_delete(RESET)
    assert "No reason was given" in bench.refused(lambda: bench.files.export_script("sql"))


def test_nothing_is_done_where_no_file_is_chosen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.propose()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: ("", ""))
    for act in (bench.files.save, bench.files.export, bench.files.open, lambda: bench.files.export_script("sql")):
        with bench.qtbot.assertNotEmitted(bench.files.told):
            act()
        assert bench.document.tasks.is_idle
