"""The dialog that corrects many aggregates, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leftfold.batch.correction import Plan
from leftfold.batch.outcome import Outcome
from leftfold.batch.run_file import Run
from leftfold.model.edits import Because
from leftfold.session import computer_user
from leftfold.ui.batch.commit_page import CommitPage
from leftfold.ui.batch.found_page import FoundPage
from leftfold.ui.batch.listed_page import ListedPage
from leftfold.ui.batch.sample import Sample
from leftfold.ui.batch.what_page import WhatPage
from leftfold.ui.batch.which_page import WhichPage
from leftfold.ui.batch.working import Batch, runs_folder
from leftfold.ui.store_lock import StoreLock
from leftfold.ui.theme.themes import Themes

_SIZE: Final = (860, 600)
_STEPS: Final = ("Which events", "What to do", "What it would do", "Commit")
_REPORTS: Final = "Page (*.html);;Spreadsheet (*.csv)"
_RUNS: Final = "Batch runs (*.jsonl)"
WHICH, WHAT, FOUND, COMMIT = range(4)
"""The steps."""


class BatchDialog(QDialog):
    """Finds, tries and corrects; the window stays usable beside it."""

    open_asked = Signal(object)
    """The `Proposal` to be looked at in the window."""
    unlock_asked = Signal()
    """The store is to be unlocked."""
    written = Signal()
    """Some aggregates were corrected."""

    def __init__(
        self, sample: Sample, batch: Batch, lock: StoreLock, themes: Themes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.batch = batch
        self._lock = lock
        self._run: Run | None = None
        batch.setParent(self)
        self.which, self.what = _which_page(sample), WhatPage(sample)
        self.found, self.commit = FoundPage(themes), CommitPage()
        self.steps, self._title = QStackedWidget(), QLabel()
        self.back, self.next = QPushButton("&Back"), QPushButton("&Next")
        self.earlier, self.close_button = QPushButton("Go on with an &earlier run…"), QPushButton("Close")
        self.setWindowTitle("Correct many aggregates")
        self.resize(*_SIZE)
        self.commit.because.fill(Because(computer_user(), ""))
        self._lay_out()
        self._connect()
        self._show_step(WHICH)

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self.steps.currentIndex()

    @property
    def plan(self) -> Plan | None:
        """What is planned; None where something is missing."""
        which, correction = self.which.which, self.what.correction
        if which is None or correction is None:
            return None
        return Plan(which=which, correction=correction, because=self.commit.because.because)

    @override
    def done(self, result: int) -> None:
        self.batch.close()
        super().done(result)

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        for page in (self.which, self.what, self.found, self.commit):
            self.steps.addWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.earlier)
        buttons.addStretch()
        for button in (self.close_button, self.back, self.next):
            buttons.addWidget(button)
            button.setAutoDefault(False)
        self.earlier.setProperty("role", "quiet")
        self.earlier.setAutoDefault(False)
        self.next.setProperty("role", "primary")
        self.next.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self.steps, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.found.stop_asked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.close_button.clicked.connect(self.reject)
        self.earlier.clicked.connect(self._ask_for_run)
        if isinstance(self.which, WhichPage):
            self.which.changed.connect(self._let)
        self.what.changed.connect(self._show_preview)
        self.found.open_asked.connect(self.open_asked)
        self.found.switched.connect(self._settle)
        self.commit.because.edited.connect(self._let_commit)
        self.commit.commit.clicked.connect(self._commit)
        self.commit.unlock.clicked.connect(self.unlock_asked)
        self.commit.stop.clicked.connect(self.batch.stop)
        self.commit.again.clicked.connect(self._try_again)
        self.commit.report.clicked.connect(self._ask_for_report)
        self._lock.changed.connect(self._let_commit)
        batch = self.batch
        batch.previewed.connect(self.what.show_preview)
        batch.preview_failed.connect(self.what.show_failure)
        batch.progressed.connect(self._show_progress)
        batch.ran.connect(self._take)
        batch.failed.connect(self._show_failure)
        batch.reported.connect(self.commit.tell)

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._title.setText(f"Step {step + 1} of {len(_STEPS)}: {_STEPS[step]}")
        if step == WHAT:
            self._show_preview()
        if step == FOUND:
            self.found.table.setFocus()
        if step == COMMIT:
            self.commit.because.ask()
        self._let()

    def _go_on(self) -> None:
        plan = self.plan
        if self.step == WHAT and plan is not None:
            self._run = None
            self.found.show_trying(0, -1)
            self.batch.dry_run(plan)
        self._show_step(self.step + 1)
        self._show_run()

    def _go_back(self) -> None:
        if self.step == FOUND:
            self.batch.give_up()
        self._show_step(self.step - 1)

    def _let(self) -> None:
        step, run = self.step, self._run
        able = (self.which.which is not None, self.plan is not None, run is not None and len(run) > 0, False)
        self.next.setEnabled(able[step])
        self.next.setVisible(step != COMMIT)
        self.next.setText("&Try it on all" if step == WHAT else "&Next")
        self.back.setEnabled(step > WHICH and not (step == COMMIT and self.batch.is_under_way))
        self.earlier.setVisible(step == WHICH)

    def _show_preview(self) -> None:
        plan = self.plan
        if plan is None:
            self.what.show_failure(self.what.complaint)
        else:
            self.what.show_looking()
            self.batch.preview(plan)
        self._let()

    def _show_progress(self, done: int, total: int) -> None:
        (self.found.show_trying if self._run is None else self.commit.show_progress)(done, total)

    def _take(self, run: Run) -> None:
        """Show a run as it is now."""
        was_committing = self._run is not None
        self._run = run
        self.found.show_run(run)
        if self.step in (WHICH, WHAT):
            self.commit.because.fill(run.head.plan.because)
            self._show_step(FOUND)
        self._show_run()
        self._let()
        if was_committing:
            self.written.emit()

    def _show_run(self) -> None:
        if self._run is not None:
            self.commit.show_run(self._run)
            self._let_commit()

    def _let_commit(self) -> None:
        self.commit.let(unlocked=self._lock.is_open, working=self.batch.is_under_way)

    def _show_failure(self, sentence: str) -> None:
        self._show_run()
        (self.found.show_failure if self._run is None else self.commit.tell)(sentence)
        self._let()

    def _settle(self, outcome: Outcome) -> None:
        self.batch.settle(outcome)
        self._show_run()

    def _commit(self) -> None:
        self.batch.commit(self.commit.because.because)
        self._show_run()
        self._let()

    def _try_again(self) -> None:
        self.batch.try_again()
        self._show_run()
        self._let()

    def _ask_for_report(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, "Save report", str(Path.home() / "report.html"), _REPORTS)
        if path and self._run is not None:
            self.batch.report(self._run, Path(path if Path(path).suffix else f"{path}.html"))

    def _ask_for_run(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, "Go on with a run", str(runs_folder()), _RUNS)
        if path:
            self.batch.reopen(Path(path))


def _which_page(sample: Sample) -> WhichPage | ListedPage:
    if sample.listed is not None:
        return ListedPage(sample.listed)
    return WhichPage(sample.types, sample.type, sample.clues)
