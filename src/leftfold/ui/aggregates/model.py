"""The model of the list of aggregates: asks for its rows page by page, the newest request winning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import takewhile
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from leftfold.model.errors import LeftfoldError
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.session import Session
from leftfold.ui.aggregates.cells import RowLook, cell_of, tip_of
from leftfold.ui.aggregates.listing import (
    PAGE,
    Kinds,
    Listed,
    ListRow,
    Projection,
    Wanted,
    read_first,
    read_kinds,
    read_more,
)
from leftfold.ui.aggregates.merging import runs_outside
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.rows.cell import CELL, Cell
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.tasks import Job, Lane, Request

_KEY: Final = "aggregates"
_ROOT: Final = QModelIndex()
_MOST_RUNS: Final = 50
"""Places at which rows come or go one by one; with more of them the list is another, and shown as one."""


class Phase(StrEnum):
    """How far the list is."""

    NO_STORE = "no store"
    LOADING = "loading"
    LISTED = "listed"
    FAILED = "failed"


class AggregatesModel(QAbstractTableModel):
    """The wanted aggregates of the open store, the projections in front of them."""

    phase_changed = Signal()
    """The list began to load, is there, or failed."""
    kinds_changed = Signal()
    """The store has other types or projections."""

    def __init__(self, document: Document, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phase = Phase.NO_STORE
        self.wanted = Wanted()
        self.kinds = Kinds()
        self.complete = True
        self.failure = ""
        self._document = document
        self._clock = clock
        self._listed: Wanted | None = None
        self._rows: list[ListRow] = []
        self._places: dict[StreamId, int] = {}
        self._drafted: frozenset[StreamId] = frozenset()
        document.opened.connect(self._begin)
        document.closed.connect(self._end)
        clock.changed.connect(self._all_changed)

    @property
    def count(self) -> int:
        """How many aggregates are listed so far."""
        return len(self._rows) - self._projections

    def stream_at(self, row: int) -> StreamId:
        """The stream in a row."""
        return self._rows[row].stream

    def row_of(self, stream: StreamId | None) -> int | None:
        """The row of a stream; None where it is not among the rows."""
        return None if stream is None else self._places.get(stream)

    def want(self, wanted: Wanted) -> None:
        """List other rows; those of before stay until they are there."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._ask(PAGE, self.kinds)

    def reload(self) -> None:
        """Read the rows again, as many as there are now, and the types with them."""
        # One page more than there is, so that what is new does not push out what was listed.
        self._ask(self.count + PAGE, None)

    def show_drafted(self, streams: Iterable[StreamId]) -> None:
        """Mark the streams that have a draft, and no others."""
        self._drafted = frozenset(streams)
        self._all_changed()

    def cell(self, row: int, _column: int) -> Cell:
        """A row of the list as it is painted."""
        return cell_of(self._rows[row], self._look(row), self._clock)

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, look = self._rows[index.row()], self._look(index.row())
        if role == CELL:
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tip_of(row, look, self._clock)
        return None

    @override
    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self.phase is Phase.LISTED and not self.complete

    @override
    def fetchMore(self, parent: AnyIndex) -> None:
        session = self._document.session
        if session is None or not self.canFetchMore(parent):
            return
        wanted, after = self.wanted, self._rows[-1].stream
        self._set_phase(Phase.LOADING)
        self._run(lambda job: read_more(session, wanted, after, PAGE, check=job.check), self._append)

    @property
    def _projections(self) -> int:
        return sum(1 for _row in takewhile(lambda row: isinstance(row, Projection), self._rows))

    def _look(self, row: int) -> RowLook:
        several = self.wanted.type is None and len(self.kinds.types) > 1
        last = row + 1 == self._projections and row + 1 < len(self._rows)
        return RowLook(with_type=several, drafted=self.stream_at(row) in self._drafted, last_projection=last)

    def _begin(self) -> None:
        self.wanted = Wanted()
        self._reset([])
        self._ask(PAGE, None)

    def _end(self) -> None:
        self._document.tasks.cancel(_KEY)
        self._reset([])
        self._set_phase(Phase.NO_STORE)

    def _ask(self, count: int, kinds: Kinds | None) -> None:
        session, wanted = self._document.session, self.wanted
        if session is None:
            return
        known: Session = session
        self._set_phase(Phase.LOADING)

        def work(job: Job) -> Listed:
            return read_first(known, wanted, kinds or read_kinds(known), count, check=job.check)

        self._run(work, self._take)

    def _run(self, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        request = Request(lane=Lane.LIST, key=_KEY, work=work, done=done, failed=self._fail)
        self._document.tasks.run(request)

    def _take(self, listed: Listed) -> None:
        if listed.kinds != self.kinds:
            self.kinds = listed.kinds
            self.kinds_changed.emit()
        self.complete = listed.complete
        rows: list[ListRow] = [*listed.projections, *listed.aggregates]
        if listed.wanted == self._listed:
            self._merge(rows)
        else:
            self._reset(rows)
        self._listed = listed.wanted
        self._set_phase(Phase.LISTED)

    def _append(self, more: tuple[tuple[AggregateSummary, ...], bool]) -> None:
        found, self.complete = more
        if found:
            self._insert(len(self._rows), list(found))
            self._number()
        self._set_phase(Phase.LISTED)

    def _fail(self, error: LeftfoldError) -> None:
        self.failure = str(error)
        self._set_phase(Phase.FAILED)

    def _merge(self, rows: list[ListRow]) -> None:
        """Put the rows in place of the old ones; a row that stays is not removed, so that a view stays where it is."""
        old, new = [row.stream for row in self._rows], [row.stream for row in rows]
        gone, come = list(runs_outside(old, {*new})), list(runs_outside(new, {*old}))
        if len(gone) + len(come) > _MOST_RUNS:
            self._reset(rows)
            return
        for first, end in reversed(gone):
            self.beginRemoveRows(_ROOT, first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()
        for first, end in come:
            self._insert(first, rows[first:end])
        self._rows = rows
        self._number()
        self._all_changed()

    def _insert(self, place: int, rows: list[ListRow]) -> None:
        self.beginInsertRows(_ROOT, place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self.endInsertRows()

    def _reset(self, rows: list[ListRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._number()
        self.endResetModel()

    def _number(self) -> None:
        self._places = {row.stream: place for place, row in enumerate(self._rows)}

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
