"""The panels of an opened store as docks that can be moved, closed and found again where they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget
from typing_extensions import override

from leftfold.ui.dock_title import DockTitle
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes

_PART: Final = "workspace"
_DOCKS: Final = "docks"
_VERSION: Final = 1
"""Of the arrangement: a remembered one of another version is not restored."""
_WIDTHS: Final = (("aggregates", 264), ("timeline", 796), ("inspector", 380))
_HEIGHTS: Final = (("timeline", 380), ("events", 340))
_SIDES: Final = Qt.DockWidgetArea.AllDockWidgetAreas


@dataclass(frozen=True, slots=True)
class Part:
    """One panel of the workspace."""

    name: str
    title: str
    panel: QWidget
    asked_for: bool = False
    """Whether it is shown only once it is asked for, below the inspector."""


class Workspace(QMainWindow):
    """Arranges the panels: aggregates, timeline over events, inspector, and the draft below all of them."""

    def __init__(self, parts: Iterable[Part], themes: Themes) -> None:
        super().__init__()
        # A window of its own only for its docks; it lies inside the real one.
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setDocumentMode(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._shared_out = False
        all_ = tuple(parts)
        self.docks: Mapping[str, QDockWidget] = {part.name: _dock(part, themes) for part in all_}
        self._asked_for = tuple(self.docks[part.name] for part in all_ if part.asked_for)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.arrange()

    def arrange(self) -> None:
        """Put all panels where they are at first."""
        at = self.docks
        for dock in at.values():
            dock.setFloating(False)
            self.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
            dock.show()
        self.splitDockWidget(at["aggregates"], at["timeline"], Qt.Orientation.Horizontal)
        self.splitDockWidget(at["timeline"], at["inspector"], Qt.Orientation.Horizontal)
        self.splitDockWidget(at["timeline"], at["events"], Qt.Orientation.Vertical)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, at["draft"])
        self._put_away(at["inspector"], self._asked_for)
        if self.isVisible():
            self._share_out()

    def _put_away(self, above: QDockWidget, docks: Sequence[QDockWidget]) -> None:
        """Place what is asked for only later below another panel, one over the other, and hide it."""
        for dock in docks:
            if dock is self._asked_for[0]:
                self.splitDockWidget(above, dock, Qt.Orientation.Vertical)
            else:
                self.tabifyDockWidget(self._asked_for[0], dock)
        for dock in docks:
            dock.hide()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shared_out:
            # Sizes can be shared out only once there is a size to share.
            self._shared_out = True
            QTimer.singleShot(0, self, self._share_out)

    def _share_out(self) -> None:
        for sizes, way in ((_WIDTHS, Qt.Orientation.Horizontal), (_HEIGHTS, Qt.Orientation.Vertical)):
            self.resizeDocks([self.docks[name] for name, _size in sizes], [size for _name, size in sizes], way)

    def show_panel(self, name: str) -> None:
        """Bring a panel forward, wherever it is."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()

    def switch(self, name: str) -> QAction:
        """The action that shows and hides a panel."""
        return self.docks[name].toggleViewAction()

    def save(self, settings: Settings) -> None:
        """Remember where the panels are."""
        settings.save_layout(_PART, self.saveState(_VERSION))
        settings.save_layout(_DOCKS, QByteArray("\n".join(self.docks).encode()))

    def restore(self, settings: Settings) -> None:
        """Put the panels where they were last."""
        state: QByteArray | None = settings.layout_of(_PART)
        if state is not None:
            self._shared_out = self.restoreState(state, _VERSION)
            names = settings.layout_of(_DOCKS) or QByteArray()
            known = bytes(names.data()).decode().split("\n")
            # Qt puts those that there were not yet at the edge.
            self._put_away(
                self.docks["inspector"], [dock for dock in self._asked_for if dock.objectName() not in known]
            )


def _dock(part: Part, themes: Themes) -> QDockWidget:
    dock = QDockWidget(part.title)
    dock.setObjectName(part.name)
    dock.setAllowedAreas(_SIDES)
    dock.setWidget(part.panel)
    dock.setTitleBarWidget(DockTitle(dock, themes))
    return dock
