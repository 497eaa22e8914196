"""What asks a person something before it is done, and what tells of Leftfold itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QMainWindow, QMessageBox

from leftfold import __version__
from leftfold.deferred import Deferred
from leftfold.model.stream import StreamId
from leftfold.ui.actions import Actions
from leftfold.ui.draft_dialogs import DraftDialogs
from leftfold.ui.manual.help import Help
from leftfold.ui.opening import Opening
from leftfold.ui.parts import Parts
from leftfold.ui.raising import show_beside, show_over
from leftfold.ui.restoring import Begun
from leftfold.ui.stepping import Stepped
from leftfold.ui.store_dialogs import StoreDialogs

if TYPE_CHECKING:
    from leftfold.ui import (
        command_palette,
        environment_dialog,
        reducer_dialog,
        shortcut_sheet,
        step_dialog,
    )
    from leftfold.ui.audit import dialog as audit_dialog
    from leftfold.ui.batch import asking as batch_asking
    from leftfold.ui.draft import append_dialog, command_dialog, unlock
    from leftfold.ui.findings import dialog as scan_dialog
    from leftfold.ui.reports import dialog as reports_dialog
else:
    # 7 ms, and no window begins with a question.
    audit_dialog = Deferred("leftfold.ui.audit.dialog")
    batch_asking = Deferred("leftfold.ui.batch.asking")
    append_dialog = Deferred("leftfold.ui.draft.append_dialog")
    command_dialog = Deferred("leftfold.ui.draft.command_dialog")
    command_palette = Deferred("leftfold.ui.command_palette")
    environment_dialog = Deferred("leftfold.ui.environment_dialog")
    reducer_dialog = Deferred("leftfold.ui.reducer_dialog")
    scan_dialog = Deferred("leftfold.ui.findings.dialog")
    reports_dialog = Deferred("leftfold.ui.reports.dialog")
    shortcut_sheet = Deferred("leftfold.ui.shortcut_sheet")
    step_dialog = Deferred("leftfold.ui.step_dialog")
    unlock = Deferred("leftfold.ui.draft.unlock")


class Dialogs:
    """The questions of one window."""

    def __init__(self, parts: Parts, opening: Opening, window: QMainWindow) -> None:
        self._parts = parts
        self._window = window
        self.drafts = DraftDialogs(parts, window)
        """The questions about drafts."""
        self.drafts.unlock_asked.connect(self.switch_lock)
        self.stores = StoreDialogs(parts, opening, self.drafts, window)
        """The questions about the store that is to be opened."""
        self._actions: Actions | None = None
        self.help = Help(parts.around.themes, window, lambda: self._actions)
        """The manual."""
        self.batch_asking: batch_asking.Asking | None = None
        """Made when many aggregates are first to be corrected."""

    def know(self, actions: Actions) -> None:
        """Say which actions there are; the palette and the shortcut sheet show them."""
        self._actions = actions

    def reports(self) -> None:
        """Show the reports on the store that is open."""
        document = self._parts.document
        if document.session is not None:
            themes = self._parts.around.themes
            dialog = reports_dialog.ReportsDialog(document.session, document.tasks, themes, self._window)
            dialog.aggregate_asked.connect(document.selection.select)
            show_over(dialog)

    def reload(self) -> None:
        """Read the list of aggregates and the shown stream again."""
        self._parts.aggregates.reload()
        self._parts.document.reload()
        self._parts.drafting.lock.look()

    def switch_lock(self) -> None:
        """Unlock the store once the person has confirmed it, or lock it again."""
        drafting = self._parts.drafting
        if drafting.lock.is_open:
            drafting.lock.lock()
        elif unlock.confirm_unlock(self._window, self._parts.document, self._parts.around.themes):
            drafting.lock.unlock()

    def set_environment(self) -> None:
        """Ask of what environment the opened store is."""
        session, lock = self._parts.document.session, self._parts.drafting.lock
        if session is not None:
            dialog = environment_dialog.EnvironmentDialog(session, self._parts.document.tasks, self._window)
            # Unlocked by other rules, it would be written by those.
            dialog.kept.connect(lock.lock)
            show_over(dialog)

    def append(self) -> None:
        """Ask for a compensating event, and stage it."""
        parts = self._parts
        show_over(append_dialog.AppendDialog(parts.document, parts.drafting, self._window))

    def complete(self, begun: Begun) -> None:
        """Ask for what an event that is begun still lacks, and stage it."""
        parts = self._parts
        dialog = append_dialog.AppendDialog(parts.document, parts.drafting, self._window)
        dialog.begin(begun)
        show_over(dialog)

    def command(self) -> None:
        """Ask for a command, have it decided, and stage what follows."""
        parts = self._parts
        show_over(command_dialog.CommandDialog(parts.document, parts.drafting, self.append, self._window))

    def show_audit(self) -> None:
        """Show who changed the store, when and why, beside the window."""
        parts = self._parts
        dialog = audit_dialog.AuditDialog(parts.document, parts.drafting, parts.around, self._window)
        show_beside(dialog)

    def batch(self) -> None:
        """Ask how many aggregates are corrected, from the event at the cursor."""
        self._batches().ask()

    def correct_found(self, events: tuple[tuple[StreamId, int], ...]) -> None:
        """Ask how the events are corrected that a scan found."""
        self._batches().ask_for(events)

    def choose_reducer(self) -> None:
        """Ask for a reducer, and fold the events by it."""
        reducing = self._parts.reducing
        dialog = reducer_dialog.ReducerDialog(reducing.text, kept=reducing.is_kept, parent=self._window)
        dialog.asked.connect(lambda text, keep: reducing.use(text, remember=keep))
        reducing.used.connect(dialog.accept)
        reducing.failed.connect(dialog.show_failure)
        show_over(dialog)

    def show_step(self, stepped: Stepped) -> None:
        """Show what the reducer ran for an event."""
        show_over(step_dialog.StepDialog(stepped, self._parts.around.themes, self._window))

    def scan(self) -> None:
        """Scan the whole store, beside the window."""
        parts, session = self._parts, self._parts.document.session
        if session is None:
            return
        dialog = scan_dialog.ScanDialog(parts.document, session.named, parts.around.themes, self._window)
        dialog.correct_asked.connect(self.correct_found)
        append = session.store.capability("append")
        dialog.let_correct("" if append.allowed else append.reason)
        show_beside(dialog)

    def palette(self) -> None:
        """Open the command palette."""
        if self._actions is not None:
            themes = self._parts.around.themes
            palette = command_palette.CommandPalette(self._actions, self._places, themes, self._window)
            palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            top = self._window.mapToGlobal(self._window.rect().topLeft())
            palette.move(top.x() + (self._window.width() - palette.width()) // 2, top.y() + 72)
            palette.show()

    def show_keys(self) -> None:
        """Show all shortcuts."""
        if self._actions is not None:
            show_over(shortcut_sheet.ShortcutSheet(self._actions, self._window))

    def show_about(self) -> None:
        """Tell which version this is."""
        QMessageBox.about(self._window, "About Leftfold", f"<b>Leftfold {__version__}</b><br>{_ABOUT}")

    def may_close(self) -> bool:
        """Whether the window may close: what is proposed is kept, or the person gave it up."""
        return self.drafts.may_leave("Close")

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def _batches(self) -> batch_asking.Asking:
        if self.batch_asking is None:
            self.batch_asking = batch_asking.Asking(self._parts, self.switch_lock, self._window)
        return self.batch_asking

    def _places(self, typed: str) -> tuple[command_palette.Offer, ...]:
        document, offer = self._parts.document, command_palette.Offer
        if document.session is None:
            return ()
        shown = document.shown
        found = [offer(f"Go to the aggregate “{typed}”", "", "user", lambda: document.select(typed))]
        if shown is not None and typed.isdecimal() and len(typed) < 19:
            ordinal = shown.index.ordinal_of(int(typed))
            if ordinal is not None:
                go = document.selection.go_to
                found.insert(0, offer(f"Go to version {typed}", "", "git-commit-horizontal", lambda: go(ordinal)))
        return tuple(found)


def dropped_file(data: QMimeData) -> str:
    """The path of the one local file that is dropped; empty where it is anything else."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and Path(paths[0]).is_file() else ""


_ABOUT = "A desktop inspector for event stores, where state is a left fold of events.<br>MIT licence."
