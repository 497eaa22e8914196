"""What asks a person something before it is done, and what tells of Leftfold itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from leftfold import __version__
from leftfold.deferred import Deferred
from leftfold.demo import FIRST_SHOWN, demo_folder, demo_store
from leftfold.store.opening import Chosen
from leftfold.ui.actions import Actions
from leftfold.ui.opening import Opening
from leftfold.ui.parts import Parts
from leftfold.ui.tasks import Lane, Request

if TYPE_CHECKING:
    from leftfold.ui import command_palette, password_dialog, shortcut_sheet
    from leftfold.ui.draft import append_dialog, command_dialog, unlock
    from leftfold.ui.mapping import dialog as mapping_dialog
    from leftfold.ui.reports import dialog as reports_dialog
else:
    # 7 ms, and no window begins with a question.
    append_dialog = Deferred("leftfold.ui.draft.append_dialog")
    command_dialog = Deferred("leftfold.ui.draft.command_dialog")
    command_palette = Deferred("leftfold.ui.command_palette")
    mapping_dialog = Deferred("leftfold.ui.mapping.dialog")
    password_dialog = Deferred("leftfold.ui.password_dialog")
    reports_dialog = Deferred("leftfold.ui.reports.dialog")
    shortcut_sheet = Deferred("leftfold.ui.shortcut_sheet")
    unlock = Deferred("leftfold.ui.draft.unlock")


class Dialogs:
    """The questions of one window."""

    def __init__(self, parts: Parts, opening: Opening, window: QWidget) -> None:
        self._parts = parts
        self._opening = opening
        self._window = window
        self._actions: Actions | None = None

    def know(self, actions: Actions) -> None:
        """Say which actions there are; the palette and the shortcut sheet show them."""
        self._actions = actions

    def ask_for_store(self) -> None:
        """Ask for a database file, and open it."""
        path, _filter = QFileDialog.getOpenFileName(self._window, "Open store", "", _FILES)
        if path and self.may_open():
            self._opening.open(path)

    def ask_for_password(self, sentence: str) -> None:
        """Ask for the password of the server that is to be opened, as this sentence says, and open it with that."""
        opening = self._opening
        dialog = password_dialog.PasswordDialog(sentence, self._window)
        dialog.answered.connect(lambda given, remember: opening.give_password(given, remember=remember))
        dialog.rejected.connect(lambda: opening.give_up(sentence))
        _open(dialog)

    def ask_for_layout(self) -> None:
        """Ask for a layout file, and open the store by it, now and from now on."""
        path, _filter = QFileDialog.getOpenFileName(self._window, "Open with a layout file", "", _LAYOUTS)
        if path and self.may_open():
            self._opening.reopen(path, keep=True)

    def find_layout(self) -> None:
        """Open the store by the layout that is found out, now and from now on."""
        if self.may_open():
            self._opening.remember_layout(None)
            self._opening.reopen(None)

    def open_table(self, table: str) -> None:
        """Open another of the stores that the database holds, the one whose events table has this name."""
        if self.may_open():
            self._opening.reopen(f"{self._opening.asked_layout}@{table}")

    def map_columns(self) -> None:
        """Ask which column is what in the store that was to be opened last, and open it so."""
        opening, parts = self._opening, self._parts
        dialog = mapping_dialog.MappingDialog(opening.target, parts.document.tasks, parts.around, self._window)
        dialog.open_asked.connect(self.open_by)
        dialog.layout_saved.connect(opening.remember_layout)
        _open(dialog)

    def reports(self) -> None:
        """Show the reports on the store that is open."""
        document = self._parts.document
        if document.session is not None:
            themes = self._parts.around.themes
            dialog = reports_dialog.ReportsDialog(document.session, document.tasks, themes, self._window)
            dialog.aggregate_asked.connect(document.selection.select)
            _open(dialog)

    def open_by(self, layout: Chosen) -> None:
        """Open the store by a layout."""
        if self.may_open():
            self._opening.reopen(layout)

    def nothing_named(self) -> str:
        """Why no layout can be chosen for a store: none was named yet; empty where one was."""
        return "" if self._opening.target else "Open a store first."

    def open_demo(self) -> None:
        """Open the demo, making its store where it is not there yet."""
        if not self.may_open():
            return
        self._parts.document.tasks.run(
            Request(
                lane=Lane.STREAM,
                key="demo",
                work=lambda _job: str(demo_store(demo_folder())),
                done=lambda path: self._opening.open(path, aggregate=FIRST_SHOWN),
                failed=lambda error: self._parts.document.open_failed.emit(str(error)),
            )
        )

    def reload(self) -> None:
        """Read the list of aggregates and the shown stream again."""
        self._parts.aggregates.reload()
        self._parts.document.reload()

    def switch_lock(self) -> None:
        """Unlock the store once the person has confirmed it, or lock it again."""
        drafting = self._parts.drafting
        if drafting.lock.is_open:
            drafting.lock.lock()
        elif unlock.confirm_unlock(self._window, self._parts.document, self._parts.around.themes):
            drafting.lock.unlock()

    def append(self) -> None:
        """Ask for a compensating event, and stage it."""
        parts = self._parts
        _open(append_dialog.AppendDialog(parts.document, parts.drafting, self._window))

    def command(self) -> None:
        """Ask for a command, have it decided, and stage what follows."""
        parts = self._parts
        _open(command_dialog.CommandDialog(parts.document, parts.drafting, self.append, self._window))

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
            _open(shortcut_sheet.ShortcutSheet(self._actions, self._window))

    def show_about(self) -> None:
        """Tell which version this is."""
        QMessageBox.about(self._window, "About Leftfold", f"<b>Leftfold {__version__}</b><br>{_ABOUT}")

    def may_close(self) -> bool:
        """Whether the window may close: at once, or after the person gave up what is proposed."""
        return self._may_drop("Close")

    def may_open(self) -> bool:
        """Whether another store may take the place of the one that is open, where edits are proposed on it."""
        return self._may_drop("Open another store")

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def _may_drop(self, act: str) -> bool:
        count = len(self._parts.drafting.drafted)
        if not count:
            return True
        where = "one aggregate" if count == 1 else f"{count} aggregates"
        answer = QMessageBox.question(
            self._window,
            "Proposed edits",
            f"Edits are proposed for {where} and not committed. {act} and drop them?",
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer is QMessageBox.StandardButton.Discard

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


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def dropped_file(data: QMimeData) -> str:
    """The path of the one local file that is dropped; empty where it is anything else."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and Path(paths[0]).is_file() else ""


_LAYOUTS = "Layouts (*.toml)"
_FILES = "Databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)"
_ABOUT = "A desktop inspector for event stores, where state is a left fold of events.<br>MIT licence."
