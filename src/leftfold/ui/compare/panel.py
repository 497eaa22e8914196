"""The panel that says what differs between two states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from leftfold.ui.compare.comparing import Compared, Comparing
from leftfold.ui.inspector.changes_model import AFTER, BEFORE, FIELD, ChangesModel
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON: Final = QSize(16, 16)
_LEAST: Final = 232
_NOTHING: Final = Notice("pin", "Nothing is compared", "Pin the state at the cursor, then go elsewhere.")
_SAME: Final = Notice("circle-check", "Nothing differs", "Both states are the same.")
_NAMES: Final = "ID@VERSION, ID@TIME or ID; of the shown aggregate VERSION or TIME alone"


class ComparePanel(QWidget):
    """Shows the two states that are compared by name, and their differences."""

    asked = Signal(object)
    """The person wants to see the value at this `Path` in the state."""

    def __init__(self, comparing: Comparing, themes: Themes) -> None:
        super().__init__()
        self.setAccessibleName("Compare")
        self.setMinimumHeight(_LEAST)
        self._comparing, self._themes = comparing, themes
        self.one, self.other = QLineEdit(), QLineEdit()
        self.pin = _button("Pin the state at the cursor as A", comparing.pin)
        self.follow = _button("Let B follow the cursor", comparing.follow)
        self.swap = _button("Exchange A and B", comparing.swap)
        self.problem, self.count = QLabel(wordWrap=True), QLabel()
        self.model = ChangesModel(self, titles=("Field", "A", "B"))
        self.table = RowTable(themes, "Differences")
        self.pages = on_surface(Pages(self.table, themes))
        self._lay_out()
        for field, name, ask in ((self.one, "A", comparing.name_one), (self.other, "B", comparing.name_other)):
            field.setAccessibleName(f"State {name}: {_NAMES}")
            field.setToolTip(_NAMES)
            field.setPlaceholderText(_NAMES)
            field.returnPressed.connect(lambda field=field, ask=ask: ask(field.text()))
        comparing.changed.connect(self._show)
        comparing.failed.connect(self._say_failed)
        self.table.activated.connect(lambda index: self.asked.emit(self.model.path(index.row())))
        themes.changed.connect(self._paint)
        self._paint()
        self._show(comparing.compared)

    def _lay_out(self) -> None:
        self.problem.setProperty("role", "danger")
        self.problem.hide()
        self.count.setProperty("role", "caption")
        self.table.setModel(self.model)
        for column in (FIELD, BEFORE, AFTER):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        grid = QGridLayout()
        grid.setContentsMargins(8, 6, 8, 4)
        for row, (name, field, button) in enumerate((("A", self.one, self.pin), ("B", self.other, self.follow))):
            grid.addWidget(QLabel(name), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(button, row, 2)
        grid.addWidget(self.count, 2, 1)
        grid.addWidget(self.swap, 2, 2)
        grid.addWidget(self.problem, 3, 0, 1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(grid)
        layout.addWidget(self.pages, 1)

    def _show(self, compared: Compared | None) -> None:
        self.problem.hide()
        self.swap.setEnabled(compared is not None)
        self.one.setText(compared.one.label if compared else "")
        follows, other = self._comparing.follows, compared.other.label if compared else ""
        self.other.setText("" if follows else other)
        self.other.setPlaceholderText(f"{other}, the cursor" if follows and other else _NAMES)
        count = len(compared.changes) if compared else 0
        self.count.setText("" if compared is None else "1 value differs" if count == 1 else f"{count:,} values differ")
        self.model.show(compared.changes if compared else ())
        if count:
            self.pages.show_content()
        else:
            self.pages.show_notice(_NOTHING if compared is None else _SAME)

    def _say_failed(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _paint(self) -> None:
        muted = self._themes.current.muted
        for button, name in ((self.pin, "pin"), (self.follow, "radio"), (self.swap, "refresh-cw")):
            button.setIcon(icon(name, muted))


def _button(tip: str, run: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setIconSize(_ICON)
    button.clicked.connect(lambda: run())
    return button
