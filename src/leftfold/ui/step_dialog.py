"""What a reducer ran for an event: its source with the lines that ran, and what each of them changed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextBlock, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leftfold.domain.tracing import MOST, Line
from leftfold.ui.stepping import Stepped
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.type import monospace

_SIZE: Final = (980, 620)
_HERE: Final = "▶"
"""In front of the line that is looked at."""
_RAN: Final = "•"
"""In front of another line that ran."""


class StepDialog(QDialog):
    """Goes through the lines that ran."""

    def __init__(self, stepped: Stepped, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Step into: {stepped.title}")
        self.resize(*_SIZE)
        self._trace, self._themes = stepped.trace, themes
        self._sources = {file: text.split("\n") for file, text in stepped.trace.sources}
        self._file = ""
        self._ran = {file: {line.number for line in stepped.trace.lines if line.file == file} for file in self._sources}
        self.place, self.outcome = QLabel(), QLabel(_outcome(stepped))
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setProperty("role", "danger" if stepped.trace.failed else "caption")
        self.source = QPlainTextEdit()
        self.source.setReadOnly(True)
        self.source.setFont(monospace())
        self.source.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.source.setAccessibleName("Source of the reducer, the lines that ran marked")
        self.steps = _steps_tree(stepped.trace.lines)
        self.steps.currentItemChanged.connect(lambda _now, _before: self._show())
        self.back, self.forward = QPushButton("&Previous"), QPushButton("&Next")
        self.back.clicked.connect(lambda: self.go_to(self.at - 1))
        self.forward.clicked.connect(lambda: self.go_to(self.at + 1))
        for key, button in (("Shift+F10", self.back), ("F10", self.forward)):
            QShortcut(QKeySequence(key), self, button.click)
            button.setToolTip(key)
        self._lay_out()
        self.go_to(0)

    @property
    def at(self) -> int:
        """Which of the lines is looked at, from 0 on."""
        item = self.steps.currentItem()
        return -1 if item is None else self.steps.indexOfTopLevelItem(item)

    def go_to(self, place: int) -> None:
        """Look at a line."""
        item = self.steps.topLevelItem(place)
        if item is not None:
            self.steps.setCurrentItem(item)
            self.steps.scrollToItem(item)
        self._show()

    def _lay_out(self) -> None:
        halves = QSplitter()
        halves.addWidget(self.source)
        halves.addWidget(self.steps)
        halves.setSizes([_SIZE[0] * 3 // 5, _SIZE[0] * 2 // 5])
        close = QPushButton("&Close")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.place, 1)
        for button in (self.back, self.forward, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.outcome)
        column.addWidget(halves, 1)
        column.addLayout(foot)
        self.forward.setDefault(True)

    def _show(self) -> None:
        lines, at = self._trace.lines, self.at
        self.back.setEnabled(at > 0)
        self.forward.setEnabled(0 <= at < len(lines) - 1)
        if not 0 <= at < len(lines):
            self.place.setText("No line of the reducer ran.")
            return
        line = lines[at]
        self.place.setText(f"Step {at + 1:,} of {len(lines):,} · {Path(line.file).name}, line {line.number}")
        self._write(line.file, line.number)
        self._mark(line)

    def _write(self, file: str, here: int) -> None:
        ran, width = self._ran[file], len(str(len(self._sources[file])))
        if file != self._file:
            self._file, self._here = file, 0
            numbered = enumerate(self._sources[file], 1)
            self.source.setPlainText(
                "\n".join(f"{_RAN if n in ran else ' '} {n:>{width}}  {text}" for n, text in numbered)
            )
        for number, sign in ((self._here, _RAN), (here, _HERE)):
            if number:
                cursor = QTextCursor(self._block(number))
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(sign)
        self._here = here

    def _mark(self, line: Line) -> None:
        theme = self._themes.current
        marks = [self._marked(number, theme.changed_back) for number in self._ran[line.file]]
        self.source.setExtraSelections([*marks, self._marked(line.number, theme.selection)])
        self.source.setTextCursor(QTextCursor(self._block(line.number)))
        self.source.centerCursor()

    def _marked(self, number: int, color: str) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self._block(number))
        mark.format.setBackground(QColor(color))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return mark

    def _block(self, number: int) -> QTextBlock:
        return self.source.document().findBlockByNumber(number - 1)


def _steps_tree(lines: tuple[Line, ...]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(["Line", "In", "What it changed"])
    tree.setAccessibleName("Lines in the order in which they ran")
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    items = []
    for line in lines:
        changed = "; ".join(f"{name} = {text}" for name, text in line.changed)
        item = QTreeWidgetItem([str(line.number), f"{'  ' * line.depth}{line.function}", changed])
        item.setToolTip(2, "\n".join(f"{name} = {text}" for name, text in line.changed))
        item.setFont(2, monospace())
        items.append(item)
    tree.addTopLevelItems(items)
    for column in (0, 1):
        tree.resizeColumnToContents(column)
    return tree


def _outcome(stepped: Stepped) -> str:
    trace = stepped.trace
    if not trace.whole:
        return f"Only the first {MOST:,} lines were run; what follows was not."
    return f"It could not be applied: {trace.result}" if trace.failed else f"The state after it: {trace.result}"
