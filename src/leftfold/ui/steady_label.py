"""A label for a text that changes with every step of the cursor."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class SteadyLabel(QWidget):
    """Keeps the room that its longest text needed.

    Setting the text of a `QLabel` has its whole window laid out anew, which takes longer than a step of the replay.
    """

    def __init__(self, *, fades: bool = False) -> None:
        super().__init__()
        self._fades = fades
        self._text = ""
        self._needed = QSize(0, self.fontMetrics().height())
        # Else all that it lies in would be painted with it.
        self.setAutoFillBackground(True)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show a text; one that fades is cut short where there is no room, and is a tool tip too."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleDescription(text)
        if self._fades:
            self.setToolTip(text)
        needed = QSize(self.fontMetrics().horizontalAdvance(text) + 1, self.fontMetrics().height())
        if needed != needed.boundedTo(self._needed):
            self._needed = needed.expandedTo(self._needed)
            self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._needed.grownBy(self.contentsMargins())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._needed.height()) if self._fades else self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        QPainter(self).drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
