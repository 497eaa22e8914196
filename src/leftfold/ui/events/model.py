"""The model of the list of events: rows from the index at once, sentences and changes as they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from leftfold.model.index import Ints
from leftfold.model.ordinals import place_of
from leftfold.ui.bookmarks import Marks as Bookmarked
from leftfold.ui.breakpoints.hits import Hits
from leftfold.ui.clock import Clock
from leftfold.ui.events.cells import Column, cell_of, spoken, tip_of, title_of
from leftfold.ui.events.facts import Facts, Titles, facts_of
from leftfold.ui.events.fetching import Fetching
from leftfold.ui.events.finding import Found
from leftfold.ui.events.marks import Marks
from leftfold.ui.links import Links
from leftfold.ui.rows.cell import CELL, Cell
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.shown import Shown
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.tasks import Tasks

_ROOT: Final = QModelIndex()
_COLUMNS: Final = tuple(Column)
_MOST_ROWS: Final = 400
"""Rows that are kept: more than any screen shows, so that painting them again asks for nothing."""
_ROLES: Final = (
    CELL,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class _Known(NamedTuple):
    facts: Facts
    cells: dict[int, Cell]
    """By column, of those that were painted."""


class EventsModel(QAbstractTableModel):
    """The shown events, all of them or only those that were found."""

    linked = Signal(object)
    """A tuple of the `Link`s of events that were just told."""
    failed = Signal(str)
    """What rows say could not be read: the sentence that says why."""

    def __init__(self, tasks: Tasks, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._shown: Shown | None = None
        self._titles: Titles | None = None
        self._length = 0
        self._found = Found.nothing()
        self._only: Ints | None = None
        self._marks = Marks()
        self._known: dict[int, _Known] = {}
        self.modelReset.connect(self._known.clear)
        self._fetching = Fetching(tasks, self)
        self._fetching.arrived.connect(self._told)
        self._fetching.linked.connect(self.linked)
        self._fetching.failed.connect(self.failed)
        clock.changed.connect(self._show_zone)

    @property
    def shown(self) -> Shown | None:
        """What the rows are of."""
        return self._shown

    def show(self, shown: Shown | None, *, changed_from: int) -> None:
        """Show these events; of the same stream as before, only what changed from an ordinal on is another."""
        before, self._found = self._shown, Found.nothing()
        same = before is not None and shown is not None and before.replay.stream == shown.replay.stream
        self._fetching.turn_to(shown.history if shown else None, changed_from=changed_from if same else None)
        if same and self._only is None and shown is not None:
            self._adopt(shown)
            return
        self.beginResetModel()
        if self._only is not None:
            # What is to be found in these events is not known yet; until it is, no others are listed.
            self._only = self._only[self._only <= len(shown.index)] if same and shown else self._only[:0]
        self._take(shown)
        self.endResetModel()

    def fill(self, shown: Shown) -> None:
        """Show the same events, of which more is read."""
        self._take(shown)
        self._repaint()

    def mark_found(self, found: Found, *, only: bool) -> None:
        """Mark what was found; with `only`, list nothing else."""
        before, self._found = self._found, found
        if only:
            self._list_only(found.ordinals)
        elif self._only is not None:
            self.beginResetModel()
            self._only = None
            self.endResetModel()
        if found.continues(before):
            self._told(before.scanned + 1, found.scanned)
        else:
            self._repaint()

    def mark_snapshots(self, snapshots: Snapshots) -> None:
        """Mark the events after which there are snapshots."""
        self._mark(replace(self._marks, snapshots=snapshots))

    def mark_changes(self, ordinals: Ints) -> None:
        """Mark the events that are known to change the watched field, given by ascending ordinals."""
        self._mark(replace(self._marks, changes=ordinals))

    def mark_hits(self, hits: Hits) -> None:
        """Mark the events at which breakpoints are known to hit."""
        self._mark(replace(self._marks, hits=hits))

    def mark_links(self, links: Links) -> None:
        """Mark the events that compensate others, and those others."""
        self._mark(replace(self._marks, links=links))

    def mark_bookmarks(self, bookmarks: Bookmarked) -> None:
        """Mark the events that have bookmarks."""
        self._mark(replace(self._marks, bookmarks=bookmarks))

    def hold(self) -> None:
        """Have no more rows told for now."""
        self._fetching.hold()

    def release(self) -> None:
        """Begin to have rows told."""
        self._fetching.release()

    def want(self, first: int, last: int) -> None:
        """Have the rows first to last told, in place of those that were wanted before."""
        rows = np.arange(first, min(last + 1, self.rowCount()), dtype=np.int64)
        if len(rows):
            self._fetching.want(rows + 1 if self._only is None else self._only[rows])

    def ordinal_at(self, row: int) -> int:
        """The ordinal of the event in a row."""
        return row + 1 if self._only is None else int(self._only[row])

    def row_of(self, ordinal: int) -> int | None:
        """The row of an event; None where it is not listed, and before the first event."""
        if self._only is None:
            return ordinal - 1 if 0 < ordinal <= self._length else None
        return place_of(self._only, ordinal)

    def facts_at(self, row: int) -> Facts:
        """The row of the list."""
        assert self._shown is not None
        assert self._titles is not None
        ordinal = self.ordinal_at(row)
        told, matches = self._fetching.get(ordinal), self._found.has(ordinal)
        facts = facts_of(self._shown, self._titles, ordinal, told=told, matches=matches)
        return self._marks.on(facts, self._shown.index)

    def cell(self, row: int, column: int) -> Cell:
        """A cell of the list."""
        known = self._known.get(row)
        if known is None:
            if len(self._known) >= _MOST_ROWS:
                self._known.clear()
            known = self._known[row] = _Known(self.facts_at(row), {})
        cell = known.cells.get(column)
        if cell is None:
            sought = self._found.text
            cell = known.cells[column] = cell_of(known.facts, _COLUMNS[column], self._clock, sought=sought)
        return cell

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        if parent.isValid():
            return 0
        return self._length if self._only is None else len(self._only)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(Column(section), self._clock)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.VERSION:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid():
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(self.facts_at(index.row()), self._clock)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.SENTENCE:
            return spoken(self.facts_at(index.row()))
        cell = self.cell(index.row(), index.column())
        return cell if role == CELL else cell.text

    def _adopt(self, shown: Shown) -> None:
        """Take on the same stream with other events at its end, so that a view stays where it is."""
        old, new = self._length, len(shown.index)
        if new < old:
            self.beginRemoveRows(_ROOT, new, old - 1)
        elif new > old:
            self.beginInsertRows(_ROOT, old, new - 1)
        self._take(shown)
        if new < old:
            self.endRemoveRows()
        elif new > old:
            self.endInsertRows()
        self._repaint()

    def _take(self, shown: Shown | None) -> None:
        self._shown = shown
        self._titles = Titles(shown) if shown else None
        self._length = len(shown.index) if shown else 0

    def _list_only(self, ordinals: Ints) -> None:
        known = self._only
        if known is not None and np.array_equal(known, ordinals[: len(known)]):
            if len(ordinals) > len(known):
                self.beginInsertRows(_ROOT, len(known), len(ordinals) - 1)
                self._only = ordinals
                self.endInsertRows()
            return
        self.beginResetModel()
        self._only = ordinals
        self.endResetModel()

    def _told(self, first: int, last: int) -> None:
        if self._only is None:
            self._changed(first - 1, min(last, self._length) - 1)
        else:
            rows = np.searchsorted(self._only, [first, last + 1])
            self._changed(int(rows[0]), int(rows[1]) - 1)

    def _show_zone(self) -> None:
        self._repaint()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.TIME, Column.TIME)

    def _mark(self, marks: Marks) -> None:
        self._marks = marks
        self._repaint()

    def _repaint(self) -> None:
        self._changed(0, self.rowCount() - 1)

    def _changed(self, first: int, last: int) -> None:
        if first <= last:
            self._known.clear()
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(_COLUMNS) - 1))
