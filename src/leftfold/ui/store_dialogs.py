"""What asks a person which store is opened, and by which layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMainWindow

from leftfold.deferred import Deferred
from leftfold.demo import FIRST_SHOWN, demo_folder, demo_store
from leftfold.store.opening import Chosen
from leftfold.ui.draft_dialogs import DraftDialogs
from leftfold.ui.opening import Opening
from leftfold.ui.parts import Parts
from leftfold.ui.raising import show_over
from leftfold.ui.tasks import Lane, Request

if TYPE_CHECKING:
    from leftfold.ui import password_dialog
    from leftfold.ui.mapping import dialog as mapping_dialog
else:
    # No window begins with a question.
    password_dialog = Deferred("leftfold.ui.password_dialog")
    mapping_dialog = Deferred("leftfold.ui.mapping.dialog")


class StoreDialogs:
    """The questions of one window about the store that is to be opened."""

    def __init__(self, parts: Parts, opening: Opening, drafts: DraftDialogs, window: QMainWindow) -> None:
        self._parts, self._opening, self._drafts, self._window = parts, opening, drafts, window

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
        show_over(dialog)

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
        show_over(dialog)

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

    def may_open(self) -> bool:
        """Whether another store may take the place of the open one: what is proposed there is kept, or given up."""
        return self._drafts.may_leave("Open another store")


_LAYOUTS = "Layouts (*.toml)"
_FILES = "Databases (*.sqlite *.sqlite3 *.db *.db3);;All files (*)"
