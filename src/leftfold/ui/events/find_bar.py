"""The bar above the list in which a person looks for events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from leftfold.diagnose.condition import ConditionError
from leftfold.ui.breakpoints.condition_field import ConditionField
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.events.finder import Finder
from leftfold.ui.events.finding import Found
from leftfold.ui.events.kept_conditions import KeptConditions
from leftfold.ui.events.query import RULE, ConditionQuery, Query, parse_query
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_PAUSE: Final = 200
"""Milliseconds without a key after which is searched: each search reads the whole stream."""


class FindBar(QWidget):
    """Says what to look for, shows how much was found, and steps over it."""

    only_changed = Signal(bool)
    """Whether only what was found is to be listed."""
    keep_asked = Signal(str)
    """The condition that is looked for is to be kept, as a breakpoint."""
    closed = Signal()
    """The person is done with looking."""

    def __init__(self, finder: Finder, words: Words, themes: Themes) -> None:
        super().__init__()
        self.setAccessibleName("Find in events")
        self._finder = finder
        self._themes = themes
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._seek)
        self.field, self.count, self.problem = ConditionField(words.now, themes), QLabel(), QLabel()
        self.kept = KeptConditions()
        self._sign = QAction(self)
        self.previous = _button("chevron-up", "Previous match (Shift+F3)", finder.go_previous)
        self.next = _button("chevron-down", "Next match (F3)", finder.go_next)
        self.halt = _button("circle-x", "Stop looking", finder.stop)
        self.only = _button("list-filter", "List only what matches", None)
        self.shut = _button("x", "Close (Esc)", self.close_bar)
        self._dress()
        self._lay_out()
        finder.changed.connect(self.show_found)
        themes.changed.connect(self._paint)
        self._paint()
        self.show_found()
        self.hide()

    def open_bar(self) -> None:
        """Show the bar, ready to type in."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._seek()

    def close_bar(self) -> None:
        """Hide the bar and look for nothing."""
        self.hide()
        self._pause.stop()
        self._finder.seek(None)
        self.only.setChecked(False)
        self.closed.emit()

    def offer(self, conditions: tuple[str, ...]) -> None:
        """Offer these conditions, which are kept for the store."""
        self.kept.offer(conditions)

    def list_all(self) -> None:
        """List all events again, what was found marked among them."""
        self.only.setChecked(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._pause.isActive():
                    self._seek()
                self._finder.go_previous() if back else self._finder.go_next()
            case _:
                super().keyPressEvent(event)

    def _seek(self) -> None:
        self._pause.stop()
        query: Query | None = None
        problem, column = "", None
        try:
            query = parse_query(self.field.text())
        except ConditionError as error:
            problem, column = str(error), error.column
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.field.show_fault(column)
        self.kept.allow_keeping(on=isinstance(query, ConditionQuery))
        self._finder.seek(query)
        self._paint()

    def _keep(self) -> None:
        match self._finder.query:
            case ConditionQuery(condition):
                self.keep_asked.emit(str(condition))

    def show_found(self) -> None:
        """Say how much is found so far, and which of it the cursor is on."""
        found, finder = self._finder.found, self._finder
        any_found = found.count > 0
        self.count.setText(finder.failure or told(found, finder.ordinal, running=finder.is_running))
        role = "danger" if finder.failure else "caption"
        if role != self.count.property("role"):
            self.count.setProperty("role", role)
            self.count.style().polish(self.count)
        for button in (self.previous, self.next):
            button.setEnabled(any_found)
        self.halt.setVisible(finder.is_running)

    def _paint(self) -> None:
        muted = self._themes.current.muted
        kind = "braces" if isinstance(self._finder.query, ConditionQuery) else "search"
        self._sign.setIcon(icon(kind, muted))
        for button in (self.kept, self.previous, self.next, self.halt, self.only, self.shut):
            button.setIcon(icon(button.objectName(), muted))

    def _dress(self) -> None:
        self.field.setPlaceholderText("Find a text, or a condition such as currentPosition < 3")
        self.field.setAccessibleName("Text or condition to find")
        self.field.setToolTip(f"<p>{RULE.replace('<', '&lt;')}</p>")
        self.field.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.kept.setIconSize(QSize(16, 16))
        self.kept.chosen.connect(self.field.setText)
        self.kept.keep_asked.connect(self._keep)
        self.only.setCheckable(True)
        self.only.toggled.connect(self.only_changed)
        self.problem.setProperty("role", "danger")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        for widget in (self.kept, self.count, self.halt, self.previous, self.next, self.only, self.shut):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.problem)


def told(found: Found, ordinal: int, *, running: bool) -> str:
    """How much was found, and in how many events: `3 of 12 matches in 1,500 events`."""
    if found.query is None:
        return ""
    matches = f"{found.count:,} {'match' if found.count == 1 else 'matches'}"
    place = f"{found.rank(ordinal):,} of " if found.has(ordinal) else ""
    if running:
        return f"{matches} so far in {found.scanned:,} of {found.total:,} events"
    if not found.is_complete:
        return f"Stopped: {place}{matches} in the first {found.scanned:,} events"
    if not found.count:
        return f"No match in {found.total:,} events"
    return f"{place}{matches} in {found.total:,} events"


def _button(name: str, tip: str, run: Callable[[], None] | None) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIconSize(QSize(16, 16))
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
    if run is not None:
        button.clicked.connect(lambda: run())
    return button
