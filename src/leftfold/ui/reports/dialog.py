"""The dialog of reports: one is chosen, shown as a table and a chart, and saved; a line opens its aggregate."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from PySide6.QtWidgets import QDialogButtonBox as Buttons
from typing_extensions import override

from leftfold.domain.report import Report
from leftfold.reports.drawing import bars_of
from leftfold.reports.result import Result
from leftfold.reports.saving import cell_text, is_number, told
from leftfold.session import Session
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.reports.chart import Chart
from leftfold.ui.reports.making import Making
from leftfold.ui.reports.model import ReportModel
from leftfold.ui.rows.table import RowTable
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes

_SIZE: Final = (860, 700)
_WIDTH: Final = 150
_Mode = QHeaderView.ResizeMode
_WORKING: Final = Notice("hourglass", "Working it out")
_NONE: Final = Notice("inbox", "No reports", "No report that is installed reads any aggregate of this store.")
_EMPTY: Final = Notice("inbox", "Nothing to report", "No event of the store counts for this report.")
_STOPPED: Final = Notice("circle-x", "Stopped", "Choose a report to work it out.")


class ReportsDialog(QDialog):
    """Shows the reports on one store."""

    aggregate_asked = Signal(object)
    """The aggregate with this `StreamId` is to be shown."""

    def __init__(self, session: Session, tasks: Tasks, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.making = Making(tasks, session, self)
        self.result_: Result | None = None
        self.setWindowTitle(f"Reports on {session.store.name}")
        self.resize(*_SIZE)
        self.choice = QComboBox()
        self.choice.setAccessibleName("Report")
        self.about, self.said = _caption(), _caption()
        self.model = ReportModel(self)
        self.table = RowTable(themes, "Lines of the report")
        self.table.setModel(self.model)
        self.chart = Chart(themes)
        self.pages = Pages(self._content(), themes)
        self.save_button, self.stop_button = QPushButton("Save…"), QPushButton("Stop")
        self._lay_out()
        self._connect()
        self._wait(Notice("hourglass", "Looking which reports there are"))
        self.making.find()

    @override
    def done(self, result: int) -> None:
        self.making.close()
        super().done(result)

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.table, 2)
        return content

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.choice, 1)
        head.addWidget(self.stop_button)
        buttons = Buttons(Buttons.StandardButton.Close)
        buttons.addButton(self.save_button, Buttons.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        for button in (self.stop_button, *buttons.findChildren(QPushButton)):
            # Enter opens the aggregate of a line, and presses nothing.
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        making, header = self.making, self.table.horizontalHeader()
        making.found.connect(self._show_choices)
        making.progressed.connect(self._show_progress)
        making.made.connect(self._show)
        making.failed.connect(lambda sentence: self._rest(Notice("triangle-alert", "It cannot be made", sentence)))
        making.told.connect(self.said.setText)
        self.choice.currentIndexChanged.connect(lambda _at: self._make())
        self.stop_button.clicked.connect(self._stop)
        self.save_button.clicked.connect(self._save)
        self.table.activated.connect(self._open)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self.model.sort)

    def _show_choices(self, reports: tuple[Report, ...]) -> None:
        if not reports:
            self._rest(_NONE)
        for report in reports:
            self.choice.addItem(report.title, report)

    def _make(self) -> None:
        report: Report = self.choice.currentData()
        self.about.setText(report.help)
        self._wait(_WORKING)
        self.making.make(report)

    def _stop(self) -> None:
        self.making.stop()
        self._rest(_STOPPED)

    def _show_progress(self, events: int) -> None:
        if events:
            self.said.setText(f"{events:,} events read.")

    def _show(self, result: Result) -> None:
        self.result_ = result
        self.model.show_result(result)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._arrange(result)
        self.chart.show_bars(bars_of(result))
        self._rest(None if result.lines else _EMPTY)
        self.said.setText(" ".join((*_total(result), *told(result))))

    def _arrange(self, result: Result) -> None:
        header, label = self.table.horizontalHeader(), max(0, result.lead - 1)
        for column in range(len(result.columns)):
            header.setSectionResizeMode(column, _Mode.Stretch if column == label else _Mode.Interactive)
            if column != label:
                self.table.setColumnWidth(column, _WIDTH)

    def _wait(self, notice: Notice) -> None:
        self.result_ = None
        self.pages.show_notice(notice)
        self.said.clear()
        self._let(save=False, stop=True)

    def _rest(self, notice: Notice | None) -> None:
        if notice is None:
            self.pages.show_content()
        else:
            self.pages.show_notice(notice)
            self.said.clear()
        self._let(save=self.result_ is not None, stop=False)

    def _let(self, *, save: bool, stop: bool) -> None:
        self.save_button.setEnabled(save)
        self.stop_button.setEnabled(stop)

    def _open(self, index: QModelIndex) -> None:
        stream = self.model.line_at(index.row()).stream
        if stream is not None:
            self.accept()
            self.aggregate_asked.emit(stream)

    def _save(self) -> None:
        if (result := self.result_) is None:
            return
        proposed = str(Path.home() / f"{result.report.name}.csv")
        path, _filter = QFileDialog.getSaveFileName(self, "Save report", proposed, _FILES)
        if path:
            self.making.save(result, Path(path))


def _total(result: Result) -> tuple[str, ...]:
    """The total in a sentence; nothing where there is none."""
    if result.total is None:
        return ()
    named = zip(result.report.shown, result.total, strict=True)
    said = [f"{one.title.lower()} {cell_text(n, one.kind)}" for one, n in named if is_number(one) and n is not None]
    return (f"All: {', '.join(said)}.",) if said else ()


def _caption() -> QLabel:
    label = QLabel()
    label.setProperty("role", "caption")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


_FILES: Final = "Tables (*.csv);;Pages (*.html)"
