"""The menu of conditions that are kept for the store, beside the field in which one is looked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

_TIP = "Kept conditions: the breakpoints of this store"


class KeptConditions(QToolButton):
    """Offers what is kept, and to keep what is looked for."""

    chosen = Signal(str)
    """This condition is to be looked for."""
    keep_asked = Signal()
    """What is looked for is to be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("circle-dot")
        self.setToolTip(_TIP)
        self.setAccessibleName(_TIP.partition(":")[0])
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._texts: tuple[str, ...] = ()
        self._can_keep = False
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def offer(self, texts: tuple[str, ...]) -> None:
        """Offer these conditions."""
        self._texts = texts

    def allow_keeping(self, *, on: bool) -> None:
        """Say whether what is looked for is a condition, which can be kept."""
        self._can_keep = on

    def fill(self) -> QMenu:
        """The menu, as it is now."""
        menu = self._menu
        menu.clear()
        for text in self._texts:
            menu.addAction(text.replace("&", "&&")).triggered.connect(
                lambda _on=False, text=text: self.chosen.emit(text)
            )
        if not self._texts:
            menu.addAction("No condition is kept for this store").setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction("Keep this condition as a breakpoint")
        keep.setEnabled(self._can_keep)
        keep.triggered.connect(self.keep_asked)
        return menu
