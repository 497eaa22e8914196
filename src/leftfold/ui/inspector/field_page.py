"""The selected value below the tree: its path, what can be done with it, and when it changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from leftfold.model.paths import Path, path_text
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.inspector.became_field import BecameField
from leftfold.ui.inspector.field_model import FieldModel
from leftfold.ui.inspector.field_search import MOST, FieldRows, FieldSearch
from leftfold.ui.inspector.short_label import ShortLabel
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.delegate import TALL
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

PATIENCE: Final = 120
"""Milliseconds a value must stay selected before its history is searched: moving through the tree starts none."""
_ICON: Final = 15


class FieldPage(QWidget):
    """Shows one field, whatever value it has at the moment shown."""

    copy_asked = Signal()
    """The person wants the value."""

    def __init__(self, document: Document, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self.setAccessibleName("Selected field")
        self.path: Path | None = None
        self._document = document
        self._themes = themes
        self._searched = 0
        """Up to which event the history of the field is listed."""
        self._search = FieldSearch(document.tasks, self)
        self.model = FieldModel(clock, self)
        self.table = RowTable(themes, "When it changed", height=TALL)
        self.name, self.count = ShortLabel(), QLabel()
        self.watch, self.copy = QToolButton(), QToolButton()
        self.became = BecameField(document)
        self.pages = on_surface(Pages(self.table, themes))
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._lay_out()
        self._connect()
        self._paint()
        self.show_field(None)

    def show_field(self, path: Path | None) -> None:
        """Show another field, or none."""
        self.path = path
        self._search.stop()
        self._patience.stop()
        self.model.keep_before(1)
        self._searched = 0
        for part in (self.name, self.watch, self.copy, self.count):
            part.setVisible(path is not None)
        self.became.show_field(path)
        if path is None:
            self.pages.show_notice(Notice("history", "No value selected", "Select one to see when it changed."))
            return
        self.name.setText(path_text(path) or "The whole state")
        self._show_watched()
        self.count.setText("")
        self.pages.show_content()
        self._patience.start()

    @property
    def is_settled(self) -> bool:
        """Whether no search is about to begin."""
        return not self._patience.isActive()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._patience.start()

    def _lay_out(self) -> None:
        self.count.setProperty("role", "caption")
        for button, name in ((self.watch, "Watch this field"), (self.copy, "Copy value")):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setIconSize(QSize(_ICON, _ICON))
        self.watch.setCheckable(True)
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        above = QHBoxLayout()
        above.setContentsMargins(8, 4, 6, 4)
        for widget in (self.name, self.count, self.copy, self.watch):
            above.addWidget(widget, 1 if widget is self.name else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.became)
        layout.addWidget(self.pages, 1)

    def _connect(self) -> None:
        document, selection = self._document, self._document.selection
        self._patience.timeout.connect(self._go_on)
        self._search.found.connect(self._take)
        self._search.finished.connect(self._say_how_many)
        self._search.failed.connect(self._say_failed)
        self.table.chosen.connect(lambda row: selection.go_to(self.model.ordinal(row)))
        self.became.found.connect(selection.go_to)
        self.watch.clicked.connect(lambda on: selection.watch(self.path if on else None))
        self.copy.clicked.connect(self.copy_asked)
        document.shown_changed.connect(self._begin_again)
        selection.watched_changed.connect(self._show_watched)
        selection.ordinal_changed.connect(self._follow)
        self._themes.changed.connect(self._paint)

    def _begin_again(self) -> None:
        self._search.stop()
        self._searched = min(self._searched, self._document.survey_from - 1)
        self.model.keep_before(self._searched + 1)
        self._go_on()

    def _go_on(self) -> None:
        shown = self._document.shown
        if shown is None or self.path is None or not self.isVisible():
            return
        self.pages.show_content()
        if self._searched < shown.history.length:
            room = MOST - self.model.rowCount()
            self._search.begin(shown, self.path, first=self._searched + 1, room=room)
        else:
            self._say_how_many()

    def _take(self, found: FieldRows) -> None:
        self._searched = found.last
        self.model.add(found.rows)
        self.count.setText(f"searched {found.last:,} events…")
        self._follow()

    def _say_how_many(self) -> None:
        count = self.model.rowCount()
        if not count:
            self.pages.show_notice(Notice("history", "It never changed", "No event gave it another value."))
        self.count.setText(_how_many(count))

    def _say_failed(self, sentence: str) -> None:
        self.pages.show_notice(
            Notice("triangle-alert", "The search ended early", sentence, "Search again", self._go_on)
        )

    def _follow(self) -> None:
        self.table.follow(self.model.row_at(self._document.selection.ordinal))

    def _show_watched(self) -> None:
        watched = self.path is not None and self._document.selection.watched == self.path
        self.watch.setChecked(watched)
        self._paint()

    def _paint(self) -> None:
        theme = self._themes.current
        self.copy.setIcon(icon("copy", theme.muted))
        self.watch.setIcon(icon("eye", theme.accent if self.watch.isChecked() else theme.muted))


def _how_many(count: int) -> str:
    if count >= MOST:
        return f"the first {MOST:,} changes"
    return "" if not count else "1 change" if count == 1 else f"{count:,} changes"
