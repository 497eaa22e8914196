"""Drafts saved to files and opened from them, handed to a second pair of eyes, and made into scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from leftfold.correcting import check_layout, elsewhere, is_of_store, review, saved, script_of
from leftfold.draft.correction import Correction, committed_by, told_correction
from leftfold.draft.draft_file import SUFFIX, Saved, write_draft
from leftfold.draft.draft_reading import read_draft
from leftfold.draft.report import review_page
from leftfold.model.errors import LeftfoldError
from leftfold.session import Session, computer_user
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Job, Lane, Request
from leftfold.whole_file import whole_file

T = TypeVar("T")

_FILE: Final = "draft file"
_DRAFTS: Final = f"Drafts (*{SUFFIX});;All files (*)"
_SCRIPTS: Final = {"sql": "SQL (*.sql);;All files (*)", "cli": "Shell scripts (*.sh);;All files (*)"}
_ENDS: Final = {"sql": ".sql", "cli": ".sh"}


class DraftFiles(QObject):
    """Asks for files; reads, replays and writes off the GUI thread."""

    told = Signal(str)
    """What was done, as a sentence."""
    failed = Signal(str)
    """What could not be done: the sentence that says why."""

    def __init__(self, document: Document, drafting: Drafting, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._drafting, self._window = document, drafting, window

    def save(self) -> None:
        """Ask for a file, and save all drafts to it."""
        path = self._ask_where("Save the draft", SUFFIX, _DRAFTS)
        if path is None:
            return
        correction = self._named(path)
        self._work(
            lambda session, job: _write(session, correction, path, job, page=False),
            lambda _none: self._saved(correction, f"The draft is saved as {path.name}."),
        )

    def export(self) -> None:
        """Ask for a file, and save all drafts to it with a page beside it that tells what they would do."""
        path = self._ask_where("Export the draft for review", SUFFIX, _DRAFTS)
        if path is None:
            return
        correction, page = self._named(path), page_beside(path)
        self._work(
            lambda session, job: _write(session, correction, path, job, page=True),
            lambda _none: self._saved(
                correction, f"Hand on {path.name}, which can be opened, and {page.name}, to be read."
            ),
        )

    def open(self) -> None:
        """Ask for a file, and take up the drafts in it."""
        path, _filter = QFileDialog.getOpenFileName(self._window, "Open a draft", "", _DRAFTS)
        if path:
            self._work(lambda session, _job: _read(session, Path(path)), self._take_up)

    def export_script(self, form: str) -> None:
        """Ask for a file, and write all drafts to it as a script in this form."""
        path = self._ask_where("Export the draft as a script", _ENDS[form], _SCRIPTS[form])
        if path is not None:
            correction = committed_by(self._drafting.drafts.correction, computer_user())
            self._work(
                lambda session, _job: _write_script(session, correction, form, path),
                lambda _none: self.told.emit(f"The script is saved as {path.name}; nothing is written to the store."),
            )

    def take_up(self, found: Saved) -> None:
        """Take up drafts as they were saved, and show one of the aggregates they are over."""
        if self._drafting.is_committing:
            self.failed.emit("A draft is being written; try again in a moment.")
            return
        drafts = self._drafting.drafts
        replaced = [str(stream) for stream in found.correction.streams if drafts.of(stream) is not None]
        drafts.take_up(found.correction)
        selection, streams = self._document.selection, found.correction.streams
        if selection.stream not in streams:
            selection.select(streams[0])
        by = ", ".join(found.correction.drafted_by)
        told = f"Taken up: {told_correction(found.correction)}{by and f', drafted by {by}'}."
        undone = f" What was proposed for {', '.join(replaced)} gave way; undo brings it back." if replaced else ""
        self.told.emit(told + undone)

    def _take_up(self, found: Saved) -> None:
        session = self._document.session
        if session is None or not (is_of_store(session, found) or self._lays_elsewhere(session, found)):
            return
        self.take_up(replace(found, correction=committed_by(found.correction, computer_user())))

    def _lays_elsewhere(self, session: Session, found: Saved) -> bool:
        answer = QMessageBox.question(
            self._window,
            "A draft of another store",
            f"{elsewhere(session, found)} Lay it on this store all the same?",
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer is QMessageBox.StandardButton.Yes

    def _ask_where(self, title: str, end: str, kinds: str) -> Path | None:
        name = re.sub(r"[^\w. -]+", "-", self._drafting.drafts.name) or "draft"
        path, _filter = QFileDialog.getSaveFileName(self._window, title, f"{name}{end}", kinds)
        # What the dialog gives without its end is what the person typed.
        return Path(path if path.endswith(end) else f"{path}{end}") if path else None

    def _named(self, path: Path) -> Correction:
        correction = self._drafting.drafts.correction
        return correction if correction.name else replace(correction, name=path.name.removesuffix(SUFFIX))

    def _saved(self, correction: Correction, sentence: str) -> None:
        if self._drafting.drafts.correction:
            self._drafting.drafts.name = correction.name
            self._drafting.changed.emit()
        self.told.emit(sentence)

    def _work(self, work: Callable[[Session, Job], T], done: Callable[[T], None]) -> None:
        session = self._document.session
        if session is not None:
            request: Request[Any] = Request(
                lane=Lane.STREAM,
                key=_FILE,
                work=lambda job: work(session, job),
                done=done,
                failed=self._fail,
            )
            self._document.tasks.run(request)

    def _fail(self, error: LeftfoldError) -> None:
        self.failed.emit(str(error))


def page_beside(path: Path) -> Path:
    """The page that belongs to a draft's file."""
    return path.with_name(f"{path.name.removesuffix(SUFFIX)}.html")


def _write(session: Session, correction: Correction, path: Path, job: Job, *, page: bool) -> None:
    found = tuple(review(session, correction, progress=job.check))
    now = saved(session, correction)
    write_draft(path, now, {one.draft.stream: one.told for one in found})
    if page:
        with whole_file(page_beside(path)) as file:
            file.write_text(review_page(now, found), "utf-8")


def _read(session: Session, path: Path) -> Saved:
    found = read_draft(path)
    check_layout(session, found)
    return found


def _write_script(session: Session, correction: Correction, form: str, path: Path) -> None:
    text = script_of(session, correction, form)
    with whole_file(path) as file:
        file.write_text(text, "utf-8", newline="\n")
