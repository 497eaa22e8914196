"""The dialog that corrects many aggregates, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from leftfold.batch.correction import RestoreState
from leftfold.batch.run_file import Run
from leftfold.model.edits import Because
from leftfold.ui.batch.dialog import COMMIT, FOUND, WHAT, WHICH, BatchDialog
from leftfold.ui.batch.sample import read_sample
from leftfold.ui.batch.which_page import WhichPage
from leftfold.ui.batch.working import Batch
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from tests.ui.conftest import WAIT, OpenStore


@pytest.fixture
def opened(school: Path, open_store: OpenStore, document: Document) -> Document:
    open_store(school, select="student/0003")
    return document


@pytest.fixture
def dialog(opened: Document, drafting: Drafting, themes: Themes, clock: Clock, qtbot: QtBot) -> Iterator[BatchDialog]:
    document = opened
    session, shown = document.session, document.shown
    assert session is not None
    assert shown is not None
    sample = read_sample(session, shown.replay, len(shown.index), clock)
    dialog = BatchDialog(sample, Batch(session, document.tasks), drafting.lock, themes)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close()


def to(dialog: BatchDialog, step: int, qtbot: QtBot, tasks: Tasks) -> None:
    while dialog.step < step:
        dialog.next.click()
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)


def test_the_steps_lead_on_and_back(dialog: BatchDialog, qtbot: QtBot, tasks: Tasks) -> None:
    assert dialog.step == WHICH
    assert not dialog.back.isEnabled()
    to(dialog, WHAT, qtbot, tasks)
    assert dialog.next.text() == "&Try it on all"
    assert dialog.what.effect.startswith("Its last state would stay")
    to(dialog, FOUND, qtbot, tasks)
    assert dialog.found.model.rowCount() == 20
    to(dialog, COMMIT, qtbot, tasks)
    assert not dialog.next.isVisible()
    for step in (FOUND, WHAT, WHICH):
        dialog.back.click()
        assert dialog.step == step


def test_without_a_condition_it_leads_nowhere(dialog: BatchDialog) -> None:
    assert isinstance(dialog.which, WhichPage)
    for box in dialog.which.boxes:
        box.setChecked(False)
    assert not dialog.next.isEnabled()
    assert dialog.plan is None


def test_another_correction_is_previewed_at_once(dialog: BatchDialog, qtbot: QtBot, tasks: Tasks) -> None:
    to(dialog, WHAT, qtbot, tasks)
    dialog.what.restore.click()
    qtbot.waitUntil(lambda: dialog.what.effect.startswith("It would change: currentPosition 1 → 4"), timeout=WAIT)
    dialog.what.command.click()
    dialog.what._inputs[dialog.what.commands.currentIndex()][0].widget.setEditText("x")
    assert not dialog.next.isEnabled()
    assert dialog.plan is None


def test_all_is_committed_once_there_is_a_reason_and_the_store_unlocked(
    dialog: BatchDialog, qtbot: QtBot, tasks: Tasks, drafting: Drafting
) -> None:
    to(dialog, WHAT, qtbot, tasks)
    dialog.what.restore.click()
    to(dialog, COMMIT, qtbot, tasks)
    with qtbot.waitSignal(dialog.unlock_asked):
        dialog.commit.unlock.click()
    drafting.lock.unlock()
    qtbot.waitUntil(lambda: drafting.lock.is_open, timeout=WAIT)
    assert not dialog.commit.commit.isEnabled()
    dialog.commit.because.fill(Because("Ada", "The job was wrong"))
    dialog.commit.because.edited.emit(dialog.commit.because.because)
    assert dialog.commit.commit.isEnabled()
    with qtbot.waitSignal(dialog.written, timeout=WAIT):
        dialog.commit.commit.click()
    assert dialog.commit.said.startswith("20 of 20 are corrected.")
    assert not dialog.commit.stop.isVisible()
    run = dialog.batch.file
    assert run is not None
    assert run.read().head.plan.correction == RestoreState()


def test_one_left_out_is_not_committed(dialog: BatchDialog, qtbot: QtBot, tasks: Tasks) -> None:
    to(dialog, FOUND, qtbot, tasks)
    dialog.found.table.setCurrentIndex(dialog.found.model.index(0, 0))
    dialog.found.leave_button.click()
    to(dialog, COMMIT, qtbot, tasks)
    assert dialog.commit.commit.text() == "Commit 19"


def test_a_dry_run_is_stopped(dialog: BatchDialog, qtbot: QtBot, tasks: Tasks) -> None:
    to(dialog, WHAT, qtbot, tasks)
    dialog.next.click()
    assert dialog.found.pages.notice is not None
    dialog.found.pages.notice.run()
    assert dialog.step == WHAT
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert dialog.found.model.rowCount() == 0


def test_an_earlier_run_is_gone_on_with_and_reported(
    dialog: BatchDialog, run: Run, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(run.path), ""))
    dialog.earlier.click()
    qtbot.waitUntil(lambda: dialog.step == FOUND, timeout=WAIT)
    assert dialog.commit.because.because.reason == "A wrong bulk reset"
    dialog.next.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "report"), ""))
    dialog.commit.report.click()
    qtbot.waitUntil(lambda: dialog.commit.said.startswith("Report saved as"), timeout=WAIT)
    assert (tmp_path / "report.html").exists()


def test_what_fails_is_said_where_the_person_looks(dialog: BatchDialog, qtbot: QtBot, tasks: Tasks) -> None:
    to(dialog, COMMIT, qtbot, tasks)
    dialog.batch.commit(Because("Ada", "why"))
    qtbot.waitUntil(lambda: "unlock it before committing" in dialog.commit.said, timeout=WAIT)
