"""The pictures of the timeline, all that pyqtgraph draws: the map of the whole stream over the plot of what is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from leftfold.model.index import Ints
from leftfold.ui.clock import Clock
from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.axis_switch import AxisSwitch, ZoomButtons
from leftfold.ui.timeline.drawing.frame import Marked
from leftfold.ui.timeline.minimap import Minimap
from leftfold.ui.timeline.plot import Plot
from leftfold.ui.timeline.viewing import Viewing


class Pictures(QWidget):
    """Shows the stretch that is looked at, and where it is on the whole."""

    menu_asked = Signal(int, QPoint)
    """What can be done with the event with this ordinal is asked for, at a place on the screen."""

    def __init__(self, viewing: Viewing, selection: Selection, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self.switch = AxisSwitch(lambda by_time: viewing.model.set_by_time(by_time=by_time))
        self._plot = Plot(viewing, selection, themes, clock)
        self._plot.setAccessibleName("Events over time")
        self._plot.menu_asked.connect(self.menu_asked)
        minimap = Minimap(viewing, selection, themes)
        minimap.setAccessibleName("Map of all events")
        ZoomButtons(viewing, themes).setParent(self._plot)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.switch, 0, 0)
        grid.addWidget(minimap, 0, 1)
        grid.addWidget(self._plot, 1, 0, 1, 2)
        grid.setRowStretch(1, 1)

    def come_before(self, other: QWidget) -> None:
        """Let the tab key reach the pictures in front of another widget, and not last of all as what came last."""
        before = other.previousInFocusChain() or self
        for each in (self, *self.findChildren(QWidget)):
            QWidget.setTabOrder(before, each)
            before = each

    def watch(self, name: str | None, ordinals: Ints) -> None:
        """Show where the watched field changes, or no such row."""
        self._plot.watch(None if name is None else Marked(name, ordinals))

    def mark_hits(self, name: str, ordinals: Ints) -> None:
        """Show where the breakpoints hit that have this name together; no such row where it is empty."""
        self._plot.mark_hits(Marked(name, ordinals) if name else None)

    def describe(self, text: str) -> None:
        """Tell screen readers what the cursor stands at."""
        self._plot.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self._plot, QAccessible.Event.DescriptionChanged))
