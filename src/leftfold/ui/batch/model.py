"""The proposals of a run as rows, the outliers first."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.proposal import Proposal
from leftfold.batch.report import result_text
from leftfold.batch.run_file import Run
from leftfold.ui.batch.telling import changes_text
from leftfold.ui.rows.cell import Cell, Sign, Tone
from leftfold.ui.rows.cell import Run as Text
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.roles import of_cell, of_head

_ROOT: Final = QModelIndex()
_KEPT: Final = 400
"""Proposals that are remembered: those of a few screens."""
_TROUBLE: Final = Sign("triangle-alert", Tone.DANGER)
_TAKEN: Final = Sign("circle-check", Tone.ACCENT)
_LEFT: Final = Sign("circle", Tone.MUTED)


class Column(IntEnum):
    """What a column says."""

    TAKEN = 0
    AGGREGATE = 1
    EFFECT = 2
    TOLD = 3


TITLES: Final = ("Correct", "Aggregate", "Before → after", "What happened")


class ProposalsModel(QAbstractTableModel):
    """The proposals of one run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: Run | None = None
        self._places: list[int] = []
        self._known: dict[int, Proposal] = {}

    def show_run(self, run: Run) -> None:
        """Show a run as it is now."""
        self.beginResetModel()
        self.run, self._places, self._known = run, run.ranking, {}
        self.endResetModel()

    def proposal(self, row: int) -> Proposal:
        """The proposal in a row."""
        place = self._places[row]
        found = self._known.get(place)
        if found is None:
            assert self.run is not None
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[place] = self.run.proposal(place)
        return found

    def switch(self, row: int) -> Outcome | None:
        """Leave the aggregate in a row out, or take it in after all; None where it is settled already."""
        result = self._result(row)
        new = {"proposed": Result.LEFT_OUT, str(Result.LEFT_OUT): Result.WANTED}.get(result)
        if new is None or self.run is None:
            return None
        outcome = Outcome(self.proposal(row).stream, new)
        self.run.outcomes[outcome.stream] = outcome
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        return outcome

    def cell(self, row: int, column: int) -> Cell:
        """One cell as it is painted."""
        found, result = self.proposal(row), self._result(row)
        out = result == str(Result.LEFT_OUT)
        tone = Tone.MUTED if out else Tone.TEXT
        match column:
            case Column.TAKEN:
                taken = result in ("proposed", str(Result.COMMITTED))
                words = "yes" if result == "proposed" else result
                return Cell(runs=(Text(words, tone),), sign=_TAKEN if taken else _LEFT)
            case Column.AGGREGATE:
                return Cell(runs=(Text(str(found.stream), tone),), elide=Qt.TextElideMode.ElideMiddle)
            case Column.EFFECT:
                return _effect(found, tone)
            case _:
                return Cell(runs=(Text(found.told, Tone.MUTED),))

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return of_cell(self.cell(index.row(), index.column()), role) if index.isValid() else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        return of_head(TITLES, section, orientation, role)

    def _result(self, row: int) -> str:
        assert self.run is not None
        place = self._places[row]
        return result_text(self.run.outcomes.get(self.run.streams[place]), self.run.looks[place].trouble)


def _effect(found: Proposal, tone: Tone) -> Cell:
    if found.rejected:
        return Cell(runs=(Text(found.rejected, Tone.DANGER),), sign=_TROUBLE)
    changes = changes_text(found) or "the last state stays as it is"
    if found.troubles:
        return Cell(runs=(Text(f"{changes}. {' '.join(found.troubles)}", Tone.DANGER),), sign=_TROUBLE)
    return Cell(runs=(Text(changes, tone),), gutter=True)
