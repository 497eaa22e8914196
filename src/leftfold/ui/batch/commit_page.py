"""Fourth: why, the commit of one after the other, and the report."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from leftfold.batch.committing import changed, pending
from leftfold.batch.outcome import Result
from leftfold.batch.run_file import Run
from leftfold.ui.batch.telling import summary_text
from leftfold.ui.draft.because_form import BecauseForm

_ABOUT: Final = (
    "Each aggregate is committed by itself: one that changed since it was tried is skipped, and listed here. You can "
    "stop at any time, and go on later."
)
_LISTED: Final = 8
"""Aggregates that are named of those that were skipped; the report has all."""


class CommitPage(QWidget):
    """Asks why, and shows how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.because = BecauseForm()
        self.commit, self.unlock, self.stop = QPushButton("Commit"), QPushButton("Unlock…"), QPushButton("Stop")
        self.again, self.report = QPushButton("&Try these again"), QPushButton("Save &report…")
        self._todo = self._moved = 0
        self._bar, self._said, self._skipped = QProgressBar(), QLabel(), QLabel()
        self.commit.setProperty("role", "primary")
        for button in (self.commit, self.unlock, self.stop, self.again, self.report):
            button.setAutoDefault(False)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How many are committed")
        self._skipped.setProperty("role", "danger")
        for label in (self._said, self._skipped):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()

    @property
    def said(self) -> str:
        """How far it is, as shown."""
        return self._said.text()

    @property
    def skipped(self) -> str:
        """Which were not committed, as shown."""
        return self._skipped.text()

    def show_run(self, run: Run) -> None:
        """Show what came of a run by now."""
        self._todo, self._moved = len(pending(run)), len(changed(run))
        self._said.setText(f"{summary_text(run)} The run is kept in {run.path}.")
        self._skipped.setText(_told(run))
        self._skipped.setVisible(bool(self._skipped.text()))
        self.commit.setText(f"Commit {self._todo:,}" if self._todo else "Nothing is left to commit")

    def let(self, *, unlocked: bool, working: bool) -> None:
        """Let be done what can."""
        because = self.because.because
        self.commit.setEnabled(bool(self._todo and unlocked and not working and because.reason and because.author))
        self.unlock.setVisible(not unlocked and self._todo > 0)
        self.stop.setVisible(working)
        self.again.setVisible(self._moved > 0 and not working)
        self.report.setEnabled(not working)
        self.because.setEnabled(not working)
        self._bar.setVisible(working)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many are done."""
        self._bar.setRange(0, max(0, total))
        self._bar.setValue(done)
        self._said.setText(f"{done:,} of {total:,} are done.")

    def tell(self, sentence: str) -> None:
        """Say what happened."""
        self._said.setText(sentence)

    def _lay_out(self) -> None:
        about, buttons = QLabel(_ABOUT), QHBoxLayout()
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        for button in (self.commit, self.unlock, self.stop, self.again):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addWidget(self.because)
        layout.addLayout(buttons)
        layout.addWidget(self._bar)
        layout.addWidget(self._said)
        layout.addWidget(self._skipped)
        layout.addStretch()


def _told(run: Run) -> str:
    skipped = [one for one in run.outcomes.values() if one.result in (Result.CHANGED, Result.REFUSED)]
    lines = [f"{one.stream}: {one.why}" for one in skipped[:_LISTED]]
    more = len(skipped) - len(lines)
    return "\n".join((*lines, *((f"and {more:,} more, in the report.",) if more else ())))
