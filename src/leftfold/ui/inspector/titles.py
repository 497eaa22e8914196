"""The titles of tabs of which one counts something, so that it changes with every step of the cursor."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyleOptionTab, QTabBar
from typing_extensions import override


class Titles(QTabBar):
    """Keeps for each title the room that its longest text needed.

    Setting the text of a tab has its whole window laid out anew, which takes longer than a step of the replay.
    """

    def __init__(self) -> None:
        super().__init__()
        self._titles = dict[int, str]()
        """By the tab's place, where it is another than the text that the tab was added with."""
        self._rooms = dict[int, int]()
        """By the tab's place, how much wider than with that text it is."""

    def title(self, place: int) -> str:
        """What a tab says."""
        return self._titles.get(place, self.tabText(place))

    def show_title(self, place: int, title: str) -> None:
        """Have a tab say this."""
        if title == self.title(place):
            return
        self._titles[place] = title
        self.setAccessibleTabName(place, title)
        metrics, text = self.fontMetrics(), self.tabText(place)
        room = metrics.horizontalAdvance(title) - metrics.horizontalAdvance(text)
        if room > self._rooms.get(place, 0):
            self._rooms[place] = room
            # Qt lays the tabs out when a text is set, whichever it is.
            self.setTabText(place, text)
        self.update(self.tabRect(place))

    @override
    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(self._rooms.get(index, 0), 0)

    @override
    def initStyleOption(self, option: QStyleOptionTab, tabIndex: int) -> None:
        super().initStyleOption(option, tabIndex)
        option.text = self.title(tabIndex)
