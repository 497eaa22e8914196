"""The columns of the list of events: how wide, in what order, and which of them are shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QObject, QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import QMenu

from leftfold.ui.events.cells import Column
from leftfold.ui.events.table import EventsTable
from leftfold.ui.rows.delegate import width_of

_FORM: Final = b"1"
"""Of a remembered arrangement: one of another form is not restored."""
_SHARE: Final = 0.5
"""Of the room beside the narrow columns: how much the sentence has until the person decides otherwise."""
_LEAST: Final = 160


class Columns(QObject):
    """Arranges the columns until the person does."""

    def __init__(self, table: EventsTable) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._by_person = False
        self._fitting = False
        self._of_projection = False
        header = self._header
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setAccessibleName("Columns of the events")
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_menu)
        header.sectionResized.connect(self._note)
        table.resized.connect(self._fit)
        self._begin()

    def show_projection(self, *, on: bool) -> None:
        """Show of which aggregate each event is, where the events are of many."""
        self._of_projection = on
        self._table.setColumnHidden(Column.SOURCE, not on)

    def save(self) -> QByteArray:
        """How the columns stand."""
        return QByteArray(_FORM) + self._header.saveState()

    def restore(self, state: QByteArray) -> bool:
        """Put the columns as they stood; whether the state was one."""
        if not state.startsWith(_FORM) or not self._header.restoreState(state.sliced(len(_FORM))):
            return False
        self._by_person = True
        self._table.setColumnHidden(Column.SENTENCE, False)
        self.show_projection(on=self._of_projection)
        return True

    def menu(self) -> QMenu:
        """The menu that shows and hides columns."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = self._table.model()
        for column in Column:
            if column in (Column.SENTENCE, Column.SOURCE):
                continue
            action = menu.addAction(str(model.headerData(column, Qt.Orientation.Horizontal)))
            action.setCheckable(True)
            action.setChecked(not self._table.isColumnHidden(column))
            action.toggled.connect(lambda on, column=column: self._table.setColumnHidden(column, not on))
        menu.addSeparator()
        menu.addAction("Put the columns back").triggered.connect(self.reset)
        return menu

    def reset(self) -> None:
        """Put the columns where they are at first."""
        for column in Column:
            self._header.moveSection(self._header.visualIndex(column), int(column))
        self._begin()

    def _begin(self) -> None:
        table, font = self._table, self._table.font()
        # The type comes before the changes, which take what room is left.
        self._header.moveSection(self._header.visualIndex(Column.CHANGES), len(Column) - 1)
        table.setColumnHidden(Column.TYPE, True)
        for column in (Column.VERSION, Column.TIME, Column.CHANGES):
            table.setColumnHidden(column, False)
        self.show_projection(on=self._of_projection)
        with QSignalBlocker(self._header):
            table.setColumnWidth(Column.VERSION, width_of(font, "Version") + 8)
            table.setColumnWidth(Column.TIME, width_of(font, "2025-03-04 10:32:07 "))
            table.setColumnWidth(Column.TYPE, width_of(font, "activityCompletedOnce"))
            table.setColumnWidth(Column.SOURCE, width_of(font, "student/103535"))
        self._by_person = False
        self._fit()

    def _fit(self) -> None:
        if self._by_person:
            return
        narrow = (Column.VERSION, Column.TIME, Column.TYPE, Column.SOURCE)
        used = sum(self._table.columnWidth(column) for column in narrow)
        room = int((self._table.viewport().width() - used) * _SHARE)
        self._fitting = True
        self._table.setColumnWidth(Column.SENTENCE, max(_LEAST, room))
        self._fitting = False

    def _note(self, column: int) -> None:
        if column == Column.SENTENCE and not self._fitting:
            self._by_person = True

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(self._header.mapToGlobal(at))
