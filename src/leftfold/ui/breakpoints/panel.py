"""The panel in which breakpoints are added, changed, switched on and off, and removed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leftfold.diagnose.condition import ConditionError, parse_condition
from leftfold.ui.breakpoints.breakpoint import Breakpoint
from leftfold.ui.breakpoints.breakpoints import Breakpoints
from leftfold.ui.breakpoints.condition_field import ConditionField
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.document import Document
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_TEXT: Final = Qt.ItemDataRole.UserRole
_ICON: Final = QSize(16, 16)
_LEAST: Final = 232
"""Points in which a sentence of three lines and some breakpoints have room."""
_ABOUT: Final = (
    "A condition such as fell(currentPosition) or lastQuiz.score < 50. Playing stops where it becomes true; "
    "F8 runs to the next such event, Shift+F8 back to the one before."
)


class BreakpointsPanel(QWidget):
    """Lists the breakpoints of the opened store, and how often each hits in the shown stream."""

    def __init__(self, document: Document, breakpoints: Breakpoints, words: Words, themes: Themes) -> None:
        super().__init__()
        self.setAccessibleName("Breakpoints")
        self._document, self._breakpoints, self._themes = document, breakpoints, themes
        self._edited = ""
        """The condition that is being changed; empty while a new one is typed."""
        self.field = ConditionField(words.now, themes)
        self.enter, self.problem = QPushButton("Add"), QLabel(_ABOUT, wordWrap=True)
        self.list = QListWidget()
        self.previous, self.next, self.drop = QToolButton(), QToolButton(), QToolButton()
        self.setMinimumHeight(_LEAST)
        self._dress()
        self._lay_out()
        self._connect()
        self._paint()
        self._list()

    def type_new(self) -> None:
        """Take the keyboard for a new condition."""
        self._edit("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _dress(self) -> None:
        self.field.setPlaceholderText("Stop where, for instance fell(currentPosition)")
        self.field.setAccessibleName("Condition to stop at")
        self.problem.setProperty("role", "caption")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.list.setAccessibleName("Breakpoints of this store")
        for button, tip in (
            (self.previous, "To the previous breakpoint (Shift+F8)"),
            (self.next, "To the next breakpoint (F8)"),
            (self.drop, "Remove the selected breakpoint (Del)"),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition(" (")[0])
            button.setIconSize(_ICON)

    def _lay_out(self) -> None:
        line, below = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(self.enter)
        for button in (self.previous, self.next):
            below.addWidget(button)
        below.addStretch()
        below.addWidget(self.drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)

    def _connect(self) -> None:
        breakpoints, selection = self._breakpoints, self._document.selection
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(self._typed)
        self.enter.clicked.connect(self._enter)
        self.previous.clicked.connect(breakpoints.run_back)
        self.next.clicked.connect(breakpoints.run_on)
        self.drop.clicked.connect(self._remove)
        self.list.itemChanged.connect(self._switch)
        self.list.itemActivated.connect(lambda item: self._edit(item.data(_TEXT)))
        self.list.currentRowChanged.connect(lambda row: self.drop.setEnabled(row >= 0))
        breakpoints.changed.connect(self._list)
        breakpoints.hits_changed.connect(self._tell)
        selection.ordinal_changed.connect(self._tell)
        self._themes.changed.connect(self._paint)
        QShortcut(QKeySequence.StandardKey.Delete, self.list, self._remove, context=Qt.ShortcutContext.WidgetShortcut)

    def _enter(self) -> None:
        text = self.field.text().strip()
        if not text:
            self._edit("")
            return
        try:
            written = str(parse_condition(self.field.text()))
        except ConditionError as error:
            self._say(str(error), wrong=True)
            self.field.show_fault(error.column)
            return
        if self._edited:
            self._breakpoints.replace(self._edited, written)
        else:
            self._breakpoints.add(written)
        self._edit("")

    def _typed(self, _text: str) -> None:
        self._say(_ABOUT, wrong=False)

    def _say(self, sentence: str, *, wrong: bool) -> None:
        self.problem.setText(sentence)
        self.problem.setProperty("role", "danger" if wrong else "caption")
        self.problem.style().polish(self.problem)

    def _edit(self, text: str) -> None:
        self._edited = text
        self.field.setText(text)
        self.enter.setText("Change" if text else "Add")
        if text:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._breakpoints.remove(item.data(_TEXT))

    def _switch(self, item: QListWidgetItem) -> None:
        self._breakpoints.switch(item.data(_TEXT), on=item.checkState() is Qt.CheckState.Checked)

    def _list(self) -> None:
        row = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in self._breakpoints.known:
                item = QListWidgetItem(self.list)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if one.on else Qt.CheckState.Unchecked)
                item.setData(_TEXT, one.text)
            self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.drop.setEnabled(self.list.currentRow() >= 0)
        self._tell()

    def _tell(self) -> None:
        here = self._breakpoints.hits.at(self._document.selection.ordinal)
        with QSignalBlocker(self.list):
            for row, one in enumerate(self._breakpoints.known):
                item = self.list.item(row)
                item.setText(self._told(one, here=one.text in here))
                item.setToolTip(f"{one.text}\nEnter changes it, Space switches it on or off, Del removes it.")
        for button in (self.previous, self.next):
            button.setEnabled(bool(self._breakpoints.on) and self._document.shown is not None)

    def _told(self, one: Breakpoint, *, here: bool) -> str:
        shown, (count, searched) = self._document.shown, self._breakpoints.count(one.text)
        if shown is None:
            return one.text
        so_far = "" if searched >= shown.history.length else " so far"
        often = f"{count:,} {'event' if count == 1 else 'events'}{so_far}"
        return f"{'▶ ' if here else ''}{one.text}   –   {often}"

    def _paint(self) -> None:
        muted = self._themes.current.muted
        for button, name in ((self.previous, "chevron-up"), (self.next, "chevron-down"), (self.drop, "trash-2")):
            button.setIcon(icon(name, muted))
