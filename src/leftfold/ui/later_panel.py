"""A panel that is made when it is first seen: what most people never open takes no time of the start."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

W = TypeVar("W", bound=QWidget)


class LaterPanel(QWidget, Generic[W]):
    """Has the panel in it from when it is first shown or asked for."""

    def __init__(self, make: Callable[[], W]) -> None:
        super().__init__()
        self._make = make
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @cached_property
    def panel(self) -> W:
        """The panel."""
        made = self._make()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(made)
        return made

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.show()
