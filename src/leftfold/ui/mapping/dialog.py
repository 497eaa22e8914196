"""The dialog that maps the columns of a store of nobody's layout: by a guess, looked at, put right and confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget
from PySide6.QtWidgets import QDialogButtonBox as Buttons
from typing_extensions import override

from leftfold.store.mapped import Mapped
from leftfold.store.opening import Chosen
from leftfold.store.target import target_of
from leftfold.ui.mapping.choices import ColumnChoices
from leftfold.ui.mapping.model import Choice, Mapping
from leftfold.ui.mapping.rows import Column, PreviewModel
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.parts import Surroundings
from leftfold.ui.rows.table import RowTable
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes

_SIZE: Final = (940, 740)
_WIDTHS: Final = {Column.AGGREGATE: 200, Column.VERSION: 64, Column.TIME: 176}
_ABOUT: Final = (
    "Say which column is what. What can be told by names and by what is in the columns is chosen already; look whether "
    "the events below are as you know them. Nothing is written to the store."
)
_READING: Final = Notice("hourglass", "Reading the first rows")
_EMPTY: Final = Notice("inbox", "No events yet", "The table has no rows. Events will be read so once there are some.")


class MappingDialog(QDialog):
    """Asks which column is what."""

    open_asked = Signal(object)
    """The store is to be opened by this: a layout file, or the mapping as it is."""
    layout_saved = Signal(str)
    """The layout is in this file, which the store may be opened by from now on."""

    def __init__(self, target: str, tasks: Tasks, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mapping = Mapping(tasks, target, self)
        self._target = target_of(target)
        self._file: tuple[Mapped, str] | None = None
        self.setWindowTitle(f"Map the columns of {self._target.name}")
        self.resize(*_SIZE)
        self.tables = QComboBox()
        self.tables.setAccessibleName("Events table")
        self.choices = ColumnChoices(self.tables)
        self._model = PreviewModel(around.clock, self)
        self.table = _table(self._model, around.themes)
        self.pages = Pages(self.table, around.themes)
        self._said = QLabel()
        self._said.setProperty("role", "caption")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self.open_button, self.save_button = QPushButton("Open"), QPushButton("Save layout…")
        self._lay_out()
        self._connect()
        self._show_reading()
        self.mapping.begin()

    @override
    def accept(self) -> None:
        """Open the store so."""
        chosen = self._chosen()
        if chosen is not None:
            super().accept()
            self.open_asked.emit(chosen)

    @override
    def done(self, result: int) -> None:
        self.mapping.close()
        super().done(result)

    def _lay_out(self) -> None:
        about = QLabel(_ABOUT)
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        self.open_button.setProperty("role", "primary")
        self.save_button.setAutoDefault(False)
        buttons = Buttons(Buttons.StandardButton.Cancel)
        buttons.addButton(self.open_button, Buttons.ButtonRole.AcceptRole)
        buttons.addButton(self.save_button, Buttons.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addWidget(self.choices)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._said)
        layout.addWidget(buttons)
        self.open_button.setDefault(True)

    def _connect(self) -> None:
        mapping = self.mapping
        mapping.examined.connect(self._show_tables)
        mapping.reading.connect(self._show_reading)
        mapping.previewed.connect(self._show_preview)
        mapping.failed.connect(self._show_failure)
        mapping.saved.connect(self._show_saved)
        self.tables.activated.connect(self._choose)
        self.choices.said.connect(lambda: mapping.say(self.choices.roles))
        self.save_button.clicked.connect(self._save)

    def _show_tables(self) -> None:
        choices = self.mapping.choices
        for choice in sorted(choices, key=lambda one: not one.likely):
            if not choice.likely and self.tables.count() and self.tables.itemData(self.tables.count() - 1).likely:
                self.tables.insertSeparator(self.tables.count())
            self.tables.addItem(choice.table.full_name, choice)
        if choices:
            self.choices.show_table(choices[0].table)
            self.choices.box(next(iter(self.choices.roles))).setFocus()
        else:
            text = "There are no tables in it; choose a database that holds events."
            self.pages.show_notice(Notice("inbox", "An empty database", text))

    def _choose(self) -> None:
        choice: Choice = self.tables.currentData()
        self.choices.show_table(choice.table)
        self.mapping.choose(choice.table)

    def _show_reading(self) -> None:
        # Events that are shown stay until there are others: only what there was nothing of is told.
        if self.pages.notice is not None or not self._model.rowCount():
            self.pages.show_notice(_READING)
        self._said.clear()
        self._let_open(can=False)

    def _show_preview(self) -> None:
        preview = self.mapping.preview
        if preview is None:
            return
        self.choices.show_preview(preview)
        self._model.show_rows(preview.rows)
        if preview.complaint:
            self.pages.show_notice(Notice("triangle-alert", "It cannot be read so", preview.complaint))
        elif not preview.rows:
            self.pages.show_notice(_EMPTY)
        else:
            self.pages.show_content()
            failed = sum(row.failed for row in preview.rows)
            unread = f", {failed} with a payload that cannot be read" if failed else ""
            self._said.setText(f"The first {len(preview.rows)} events{unread}.")
        self._let_open(can=preview.mapped is not None)

    def _let_open(self, *, can: bool) -> None:
        for button in (self.open_button, self.save_button):
            button.setEnabled(can)

    def _show_failure(self, sentence: str) -> None:
        if self.mapping.preview is None:
            self.pages.show_notice(Notice("triangle-alert", "The database cannot be looked at", sentence))
        else:
            self._said.setText(sentence)

    def _show_saved(self, file: str) -> None:
        if self.mapping.preview is not None and self.mapping.preview.mapped is not None:
            self._file = (self.mapping.preview.mapped, file)
        self._said.setText(f"Saved as {file}. This store opens by it from now on.")
        self.layout_saved.emit(file)

    def _save(self) -> None:
        preview = self.mapping.preview
        if preview is None or preview.mapped is None:
            return
        folder = self._target.file.absolute().parent if self._target.file else Path.home()
        proposed = str(folder / f"{preview.table.name}.toml")
        path, _filter = QFileDialog.getSaveFileName(self, "Save layout", proposed, "Layouts (*.toml)")
        if path and not path.endswith(".toml"):
            path += ".toml"
            if Path(path).exists():
                # The file dialog asked about another name.
                self._said.setText(f"{path} exists already; choose another name.")
                return
        if path:
            self.mapping.save(Path(path))

    def _chosen(self) -> Chosen | None:
        mapped = self.mapping.preview.mapped if self.mapping.preview else None
        if self._file is not None and self._file[0] == mapped:
            return self._file[1]
        return mapped if self.open_button.isEnabled() else None


def _table(model: PreviewModel, themes: Themes) -> RowTable:
    table = RowTable(themes, "The first events")
    table.setModel(model)
    for column, width in _WIDTHS.items():
        table.setColumnWidth(column, width)
    table.horizontalHeader().setStretchLastSection(True)
    return table
