"""What is asked of a person for a case, and what is done with the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leftfold.deferred import Deferred
from leftfold.ui.parts import Parts
from leftfold.ui.raising import show_over
from leftfold.ui.tasks import Job, Lane, Request

if TYPE_CHECKING:
    from leftfold.ui.casefile import ask_dialog, saving
else:
    # No window begins with a question.
    ask_dialog = Deferred("leftfold.ui.casefile.ask_dialog")
    saving = Deferred("leftfold.ui.casefile.saving")

_REVEAL = "reveal"
_SAVE = "case file"
_PAGES = "Web page (*.html);;PDF (*.pdf)"
_RECORDED = "The personal fields of {} are shown until you cover them again. Who revealed them and why is recorded."


class Case(QObject):
    """The questions about one window's case."""

    told = Signal(str)
    """A sentence for the person."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window

    def switch_bookmark(self) -> None:
        """Mark the event at the cursor, a note being asked for; or mark it no more."""
        if self._parts.bookmarks.at_cursor() is None:
            self.write_note()
        else:
            self._parts.bookmarks.drop()

    def write_note(self) -> None:
        """Ask for the note on the bookmark at the cursor, which is made where there is none."""
        bookmarks = self._parts.bookmarks
        told = "The note is kept for you on this computer, and goes into the case file; it may be empty."
        dialog = ask_dialog.AskDialog("Bookmark", told, "Note", self._window)
        dialog.text.setText(bookmarks.at_cursor() or "")
        dialog.answered.connect(bookmarks.put)
        show_over(dialog)

    def save(self) -> None:
        """Ask for a file, and write the case of what is shown into it."""
        shown = self._parts.document.shown
        if shown is not None:
            name = f"{shown.replay.stream}.html".replace("/", "-")
            path, _filter = QFileDialog.getSaveFileName(self._window, "Save the case file", name, _PAGES)
            if path:
                self.save_as(Path(path))

    def save_as(self, path: Path) -> None:
        """Write the case of what is shown into a file: a PDF where its name says so, else a page."""
        document, timeline = self._parts.document, self._parts.timeline
        session, shown, ordinal = document.session, document.shown, document.selection.ordinal
        if session is None or shown is None:
            return
        replay = shown.replay
        at, picture = min(ordinal, len(replay.index)), saving.picture_png(timeline.picture())
        write = saving.save_pdf if path.suffix.lower() == ".pdf" else saving.save_page

        def work(job: Job) -> None:
            write(saving.page_of(saving.known_case(session, replay, at, job.check), picture), path)

        document.tasks.run(
            Request(
                lane=Lane.FIELD,
                key=_SAVE,
                work=work,
                done=lambda _none: self.told.emit(f"The case of {replay.stream} is in {path}."),
                failed=lambda error: self.told.emit(str(error)),
            )
        )

    @property
    def is_revealed(self) -> bool:
        """Whether the personal fields of what is shown are revealed."""
        session, shown = self._parts.document.session, self._parts.document.shown
        return session is not None and shown is not None and session.privacy.is_revealed(shown.replay.stream)

    def nothing_personal(self) -> str:
        """Why nothing can be revealed; empty where something can, or is."""
        shown = self._parts.document.shown
        if shown is None:
            return "Select an aggregate first."
        hidden = shown.replay.domain.personal or self.is_revealed
        return "" if hidden else "No field of this aggregate is marked as personal."

    def switch_personal(self) -> None:
        """Reveal the personal fields of what is shown for a reason that is asked for, or cover all again."""
        document = self._parts.document
        session, shown = document.session, document.shown
        if session is None or shown is None:
            return
        if self.is_revealed:
            session.privacy.cover()
            document.reload()
            return
        stream = str(shown.replay.stream)
        dialog = ask_dialog.AskDialog("Reveal", _RECORDED.format(stream), "Reason", self._window)
        dialog.require()
        dialog.answered.connect(lambda reason: self._reveal(stream, reason))
        show_over(dialog)

    def _reveal(self, stream: str, reason: str) -> None:
        session = self._parts.document.session
        if session is not None:
            self._parts.document.tasks.run(
                Request(
                    lane=Lane.STREAM,
                    key=_REVEAL,
                    work=lambda _job: session.privacy.reveal(stream, reason),
                    done=lambda _none: self._parts.document.reload(),
                    failed=lambda error: self.told.emit(str(error)),
                )
            )
