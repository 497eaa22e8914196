"""A line across the window that says what happened and offers what to do, until it is done or closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON = 16


def _nothing() -> None:
    """What a banner that offers nothing runs."""


class Banner(QFrame):
    """A sentence, a button where something can be done, and a way to close it."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._icon_name = "info"
        self._run: Callable[[], None] = _nothing
        self._sign, self._text = QLabel(), QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button, self._close = QPushButton(), QToolButton()
        self._button.clicked.connect(self._do)
        self._close.setAccessibleName("Close this message")
        self._close.setIconSize(QSize(_ICON, _ICON))
        self._close.clicked.connect(self.hide)
        self.setProperty("role", "banner")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        for widget in (self._sign, self._text, self._button, self._close):
            layout.addWidget(widget)
        themes.changed.connect(self._paint)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def tell(
        self,
        sentence: str,
        *,
        icon: str = "info",
        action: str = "",
        run: Callable[[], None] = _nothing,
        closes: bool = True,
    ) -> None:
        """Say something, with a button for the next thing to do; what must be dealt with cannot be closed."""
        self._icon_name, self._run = icon, run
        self._text.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._close.setVisible(closes)
        self.setAccessibleName(sentence)
        self._paint()
        self.show()

    def _do(self) -> None:
        self.hide()
        self._run()

    def _paint(self) -> None:
        theme = self._themes.current
        self._sign.setPixmap(icon(self._icon_name, theme.warning).pixmap(_ICON, _ICON))
        self._close.setIcon(icon("x", theme.muted))
