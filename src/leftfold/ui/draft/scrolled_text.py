"""A text that takes the room it needs, and is scrolled where there is less."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy
from typing_extensions import override

_LEAST_LINES = 2


class ScrolledText(QScrollArea):
    """Holds a label whose text is wrapped."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(label)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @override
    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        return QSize(width, self._label.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        least = _LEAST_LINES * self._label.fontMetrics().lineSpacing()
        return QSize(0, min(self.sizeHint().height(), least))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
