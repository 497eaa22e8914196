"""Findings as rows, more of them at the end as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.model.finding import Finding, FindingKind
from leftfold.ui.findings.words import WORDS, sign_of
from leftfold.ui.rows.cell import CELL, Cell, Run, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.roles import of_head

Role = Qt.ItemDataRole


class Column(IntEnum):
    """What a row tells."""

    AGGREGATE = 0
    VERSION = 1
    KIND = 2
    TEXT = 3


_TITLES: Final = ("Aggregate", "Version", "Finding", "What was found")
_ROOT: Final = QModelIndex()


class FindingsModel(QAbstractTableModel):
    """Lists findings, those of one kind where one is asked for."""

    def __init__(self, parent: QObject | None = None, *, below: bool = False) -> None:
        """Have sentences stand below their kinds, or in a column of their own."""
        super().__init__(parent)
        self._below = below
        self._all: list[Finding] = []
        self._rows: list[Finding] = []
        self._kind: FindingKind | None = None
        self.counts: Counter[FindingKind] = Counter()
        """How many there are of each kind, whichever are listed."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that are listed."""
        return tuple(self._rows)

    def finding(self, row: int) -> Finding:
        """The finding in a row."""
        return self._rows[row]

    def show(self, findings: Sequence[Finding]) -> None:
        """List these in place of all others."""
        self.beginResetModel()
        self._all, self._rows = list(findings), [one for one in findings if self._is_listed(one)]
        self.counts = Counter(one.kind for one in findings)
        self.endResetModel()

    def extend(self, findings: Sequence[Finding]) -> None:
        """List these, too, at the end."""
        self._all.extend(findings)
        self.counts.update(one.kind for one in findings)
        more = [one for one in findings if self._is_listed(one)]
        if more:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(more) - 1)
            self._rows.extend(more)
            self.endInsertRows()

    def list_only(self, kind: FindingKind | None) -> None:
        """List those of one kind; all of them for None."""
        self._kind = kind
        self.show(self._all)

    def cell(self, row: int, column: int) -> Cell:
        """A cell of the list."""
        finding = self._rows[row]
        match Column(column):
            case Column.AGGREGATE:
                return Cell(runs=(Run(str(finding.stream)),))
            case Column.VERSION:
                return Cell(runs=(Run(f"{finding.version:,}", Tone.MUTED),), right=True)
            case Column.KIND:
                below = (Run(finding.sentence, Tone.MUTED),) if self._below else ()
                return Cell(runs=(Run(WORDS[finding.kind]),), below=below, sign=sign_of(finding))
            case Column.TEXT:
                return Cell(runs=(Run(finding.sentence),))

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.ToolTipRole:
            finding = self._rows[index.row()]
            return f"{finding.stream}, version {finding.version:,}\n{WORDS[finding.kind]}: {finding.sentence}"
        if role not in (CELL, Role.DisplayRole):
            return None
        cell = self.cell(index.row(), index.column())
        return cell if role == CELL else cell.text

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        return of_head(_TITLES, section, orientation, role)

    def _is_listed(self, finding: Finding) -> bool:
        return self._kind in (None, finding.kind)
