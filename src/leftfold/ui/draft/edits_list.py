"""The list of proposed edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem
from typing_extensions import override

from leftfold.draft.wording import edit_text
from leftfold.model.edits import Append, Edit, SoftDelete
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON: Final = QSize(14, 14)


class EditsList(QListWidget):
    """A row an edit: a sign for what it does, and its sentence."""

    removal_asked = Signal(int)
    """The edit in this place shall be taken out of the draft."""
    visit_asked = Signal(int)
    """The event of the edit in this place shall be shown."""
    move_asked = Signal(int, int)
    """The edit in this place shall be put in that one."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._edits: tuple[Edit, ...] = ()
        self._next: int | None = None
        """Where the current row is once the edits are put in another order."""
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setAccessibleName("Proposed edits")
        self.setWordWrap(True)
        self.setIconSize(_ICON)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.visit_asked.emit(self.row(item)))
        themes.changed.connect(self._paint)

    def show_edits(self, edits: tuple[Edit, ...], told: Sequence[str]) -> None:
        """Show edits by their sentences, or in the fewest words while there are none; the current row stays."""
        texts = [edit_text(edit) for edit in edits] if len(told) != len(edits) else list(told)
        if edits == self._edits:
            for row, text in enumerate(texts):
                self._say(self.item(row), text)
            return
        current, self._next = self.currentRow() if self._next is None else self._next, None
        self._edits = edits
        self.clear()
        for text in texts:
            item = QListWidgetItem()
            self._say(item, text)
            self.addItem(item)
        self._paint()
        self.setCurrentRow(min(max(current, 0), self.count() - 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.ask_for_removal()
        else:
            super().keyPressEvent(event)

    def ask_for_removal(self) -> None:
        """Ask to take the current edit out of the draft."""
        if self.currentRow() >= 0:
            self.removal_asked.emit(self.currentRow())

    def can_move(self, step: int) -> bool:
        """Whether the current edit can be put so many places further."""
        return self.currentRow() >= 0 and 0 <= self.currentRow() + step < self.count()

    def ask_for_move(self, step: int) -> None:
        """Ask to put the current edit so many places further."""
        if self.can_move(step):
            self._move(self.currentRow(), self.currentRow() + step)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        onto = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        to = onto.row() + below if onto.isValid() else self.count()
        # What lies below it moves up once it is taken out. The rows are laid anew from the draft, not by Qt.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        place = self.currentRow()
        self._move(place, to - 1 if to > place else to)

    def _move(self, place: int, to: int) -> None:
        if place != to:
            self._next = to
            self.move_asked.emit(place, to)

    def _say(self, item: QListWidgetItem, text: str) -> None:
        item.setText(text)
        item.setToolTip(text)

    def _paint(self) -> None:
        color = self._themes.current.draft
        for row, edit in enumerate(self._edits):
            self.item(row).setIcon(icon(_sign(edit), color))


def _sign(edit: Edit) -> str:
    if isinstance(edit, Append):
        return "plus"
    return "x" if isinstance(edit, SoftDelete) else "rotate-ccw"
