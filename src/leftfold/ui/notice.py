"""What a panel shows in place of its content: that it is empty, loading, failed or matched nothing, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON = 28
_WIDTH = 320
"""Widest text in points: longer lines are hard to read."""


def _nothing() -> None:
    """What a notice without an action runs."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A state of a panel in a few words."""

    icon: str
    title: str
    text: str = ""
    action: str = ""
    """The label of a button for the next thing to do; empty for none."""
    run: Callable[[], None] = _nothing


class Pages(QStackedWidget):
    """A panel's content, or a notice in its place."""

    def __init__(self, content: QWidget, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._view = _NoticeView()
        self._notice: Notice | None = None
        self.addWidget(content)
        self.addWidget(self._view)
        # The notice must not make the panel wider or higher than its content needs.
        self._view.setMinimumSize(0, 0)
        themes.changed.connect(self._repaint)

    @property
    def notice(self) -> Notice | None:
        """The notice that is shown; None where the content is."""
        return self._notice

    def show_content(self) -> None:
        """Show the content."""
        self._notice = None
        self.setCurrentIndex(0)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the content."""
        self._notice = notice
        self._repaint()
        self.setCurrentIndex(1)

    def _repaint(self) -> None:
        if self._notice is not None:
            self._view.show_notice(self._notice, self._themes.current.muted)


class _NoticeView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._run = _nothing
        self._icon, self._title, self._text = QLabel(), QLabel(), QLabel()
        self._button = QPushButton()
        self._title.setProperty("role", "title")
        self._text.setProperty("role", "caption")
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._button.clicked.connect(lambda: self._run())
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        across = QHBoxLayout(self)
        across.addStretch(1)
        # All the width there is, up to its most; what is left lies on both sides.
        across.addWidget(column, 1000)
        across.addStretch(1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addStretch()
        for label in (self._icon, self._title, self._text):
            # Aligned within the label and not by the layout, which would give a long text too little height.
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def show_notice(self, notice: Notice, color: str) -> None:
        self._icon.setPixmap(icon(notice.icon, color).pixmap(_ICON, _ICON))
        self._title.setText(notice.title)
        self._text.setText(notice.text)
        self._text.setVisible(bool(notice.text))
        self._button.setText(notice.action)
        self._button.setVisible(bool(notice.action))
        self._run = notice.run
        self.setAccessibleName(notice.title)
        self.setAccessibleDescription(notice.text)
