"""The tab of the inspector that lists the findings of the shown stream; there is none where it has none."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget

from leftfold.ui.document import Document
from leftfold.ui.findings.found import NO_FINDINGS, Found
from leftfold.ui.findings.model import Column, FindingsModel
from leftfold.ui.inspector.panel import InspectorPanel
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.rows.delegate import TALL
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes

_VERSION: Final = 68


class FindingsPage(QWidget):
    """Lists the findings of one stream."""

    def __init__(self, document: Document, themes: Themes) -> None:
        super().__init__()
        self._document = document
        self._found = NO_FINDINGS
        self.model = FindingsModel(self, below=True)
        self.table = RowTable(themes, "Findings", height=TALL)
        self.table.setModel(self.model)
        for column in (Column.AGGREGATE, Column.TEXT):
            self.table.setColumnHidden(column, True)
        self.table.setColumnWidth(Column.VERSION, _VERSION)
        self.table.horizontalHeader().setSectionResizeMode(Column.KIND, QHeaderView.ResizeMode.Stretch)
        self._more = QLabel()
        self._more.setProperty("role", "caption")
        self._more.setWordWrap(True)
        on_surface(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addWidget(self._more)
        self.table.chosen.connect(self._go_to)
        self.table.clicked.connect(lambda index: self._go_to(index.row()))
        self.table.activated.connect(self._go_to_index)

    def show_found(self, found: Found) -> None:
        """List these findings."""
        self._found = found
        self.model.show(found.findings)
        self._more.setText(f"The first {len(found):,} are listed; `leftfold scan` gives all.")
        self._more.setVisible(found.more)

    def _go_to_index(self, index: QModelIndex) -> None:
        self._go_to(index.row())

    def _go_to(self, row: int) -> None:
        self._document.selection.go_to(int(self._found.ordinals[row]))


class FindingsTab(QObject):
    """The tab, made when there is first something to list."""

    def __init__(self, inspector: InspectorPanel, document: Document, themes: Themes) -> None:
        super().__init__(inspector)
        self._inspector = inspector
        self._document = document
        self._themes = themes
        self._is_made = False

    @cached_property
    def page(self) -> FindingsPage:
        """The page in the tab."""
        page = FindingsPage(self._document, self._themes)
        self._inspector.add_page(page, "Findings")
        self._is_made = True
        return page

    def show(self, found: Found) -> None:
        """List these findings; where there are none there is no tab."""
        if not (self._is_made or len(found)):
            return
        page, tabs = self.page, self._inspector.tabs
        page.show_found(found)
        place = tabs.indexOf(page)
        tabs.setTabVisible(place, bool(len(found)))
        self._inspector.titles.show_title(place, f"Findings  {len(found):,}{'+' if found.more else ''}")

    def turn_to(self) -> None:
        """Turn to the tab."""
        self._inspector.tabs.setCurrentWidget(self.page)
        self.page.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
