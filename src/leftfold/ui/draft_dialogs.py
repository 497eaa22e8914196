"""What asks a person something about drafts: to be committed together, named, given up, or taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QInputDialog, QMainWindow, QMessageBox

from leftfold.deferred import Deferred
from leftfold.draft.correction import told_correction
from leftfold.draft.kept import Kept
from leftfold.ui.parts import Parts
from leftfold.ui.raising import show_over

if TYPE_CHECKING:
    from leftfold.ui.draft import commit_all_dialog, files, left_strip
else:
    # No window begins with a draft.
    commit_all_dialog = Deferred("leftfold.ui.draft.commit_all_dialog")
    files = Deferred("leftfold.ui.draft.files")
    left_strip = Deferred("leftfold.ui.draft.left_strip")


class DraftDialogs(QObject):
    """The questions of one window that are about its drafts."""

    told = Signal(str)
    """What was done, as a sentence."""
    failed = Signal(str)
    """What could not be done: the sentence that says why."""
    unlock_asked = Signal()
    """The person wants to write to the store."""

    def __init__(self, parts: Parts, window: QMainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._has_strip = False
        parts.keeping.found.connect(self._offer)
        parts.keeping.failed.connect(self.failed)
        parts.draft.commit_all_asked.connect(self.commit_all)
        parts.document.closed.connect(lambda: self._offer(()))

    @cached_property
    def files(self) -> files.DraftFiles:
        """What saves drafts and opens them, made when it is first needed."""
        made = files.DraftFiles(self._parts.document, self._parts.drafting, self._window)
        made.told.connect(self.told)
        made.failed.connect(self.failed)
        return made

    @cached_property
    def strip(self) -> left_strip.LeftStrip:
        """The offer of drafts that were left, above everything else; made with the first of them."""
        around = self._parts.around
        made = left_strip.LeftStrip(around.themes, around.clock)
        made.taken.connect(self._take_up)
        made.discarded.connect(lambda kept: self._parts.keeping.settle((kept,), discard=True))
        whole = self._window.centralWidget()
        layout = None if whole is None else whole.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(0, made)
        self._has_strip = True
        return made

    def commit_all(self) -> None:
        """Preview all drafts, and commit them together once the person says so."""
        parts = self._parts
        dialog = commit_all_dialog.CommitAllDialog(parts.document, parts.drafting, parts.around.themes, self._window)
        dialog.unlock_asked.connect(self.unlock_asked)
        show_over(dialog)

    def name(self) -> None:
        """Ask what all drafts are called together."""
        drafts = self._parts.drafting.drafts
        name, is_given = QInputDialog.getText(self._window, "Name the draft", "What is it called?", text=drafts.name)
        if is_given:
            drafts.name = name.strip()
            self._parts.drafting.changed.emit()

    def discard_all(self) -> None:
        """Give up all drafts, once the person has confirmed it; each can be undone at its aggregate."""
        drafting = self._parts.drafting
        told = told_correction(drafting.drafts.correction)
        if not drafting.is_committing and self._asked("Discard all drafts", f"Discard {told}?"):
            for stream in drafting.drafted:
                drafting.drafts.drop(stream, text="discard the draft")
            drafting.changed.emit()

    def may_leave(self, act: str) -> bool:
        """Whether the store may be left: what is proposed is kept, or else the person gives it up."""
        sentence = self._parts.keeping.keep_now()
        if not sentence or not self._parts.drafting.drafted:
            return True
        told = told_correction(self._parts.drafting.drafts.correction)
        return self._asked("Proposed edits", f"{sentence}\n\n{told} would be lost. {act} and discard it?")

    def _offer(self, left: Sequence[Kept]) -> None:
        if left or self._has_strip:
            self.strip.offer(left)

    def _take_up(self, kept: Kept) -> None:
        keeping = self._parts.keeping
        self.files.take_up(kept.saved)
        # In one file or the other at any moment.
        sentence = keeping.keep_now()
        if sentence:
            self.failed.emit(sentence)
        else:
            keeping.settle((kept,), discard=True)

    def _asked(self, title: str, question: str) -> bool:
        answer = QMessageBox.question(
            self._window,
            title,
            question,
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer is QMessageBox.StandardButton.Discard
