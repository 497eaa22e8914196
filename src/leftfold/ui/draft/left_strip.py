"""The offer of drafts that were left on a store: to be taken up, or discarded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from leftfold.draft.correction import told_correction
from leftfold.draft.kept import Kept
from leftfold.model.times import microseconds
from leftfold.ui.clock import Clock
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON = 16


class LeftStrip(QFrame):
    """A sentence for the newest draft that was left, and what can be done with it; then the next."""

    taken = Signal(object)
    """The `Kept` draft shall be taken up."""
    discarded = Signal(object)
    """The `Kept` draft shall be discarded."""

    def __init__(self, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self._themes, self._clock = themes, clock
        self._left: list[Kept] = []
        self._sign, self._text, self._close = QLabel(), QLabel(), QToolButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.take, self.discard = QPushButton("Take it up"), QPushButton("Discard")
        self._close.setAccessibleName("Decide later")
        self._close.setToolTip("Decide later; it is offered again when this store is next opened")
        self.take.clicked.connect(lambda: self._done(self.taken))
        self.discard.clicked.connect(lambda: self._done(self.discarded))
        self._close.clicked.connect(lambda: self.offer(()))
        self.setProperty("role", "banner")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        for widget in (self._sign, self._text, self.take, self.discard, self._close):
            layout.addWidget(widget)
        layout.setStretch(1, 1)
        for signal in (themes.changed, clock.changed):
            signal.connect(self._show)
        self._show()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def offer(self, left: Sequence[Kept]) -> None:
        """Offer these drafts in place of any others, one after the other."""
        self._left = list(left)
        self._show()

    def _done(self, signal: SignalInstance) -> None:
        one = self._left.pop(0)
        self._show()
        signal.emit(one)

    def _show(self) -> None:
        theme = self._themes.current
        self._sign.setPixmap(icon("history", theme.warning).pixmap(_ICON, _ICON))
        self._close.setIcon(icon("x", theme.muted))
        self.setVisible(bool(self._left))
        if self._left:
            saved = self._left[0].saved
            at = self._clock.day_and_time(microseconds(saved.saved_at))
            more = f" {len(self._left) - 1} more after it." if len(self._left) > 1 else ""
            self._text.setText(f"You left a draft here on {at}: {told_correction(saved.correction)}.{more}")
            self.setAccessibleName(self._text.text())
