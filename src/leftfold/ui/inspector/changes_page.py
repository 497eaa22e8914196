"""The tab that lists what an event changed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from leftfold.model.step import Failed, Skipped
from leftfold.ui.inspector.changes_model import AFTER, BEFORE, FIELD, ChangesModel
from leftfold.ui.inspector.scene import Scene
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes


class ChangesPage(QWidget):
    """Shows the changes of the step at the cursor."""

    asked = Signal(object)
    """The person wants to see the value at this `Path` in the state."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.model = ChangesModel(self)
        self.table = RowTable(themes, "Changes")
        self.pages = on_surface(Pages(self.table, themes))
        self.table.setModel(self.model)
        self.table.activated.connect(self._ask)
        header = self.table.horizontalHeader()
        for column in (FIELD, BEFORE, AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def show_scene(self, scene: Scene) -> None:
        """Show the changes of another step."""
        changes = scene.moment.changes if scene.moment else ()
        self.model.show(changes)
        if changes:
            self.pages.show_content()
        else:
            self.pages.show_notice(_nothing(scene))

    def _ask(self, index: QModelIndex) -> None:
        self.asked.emit(self.model.path(index.row()))


def _nothing(scene: Scene) -> Notice:
    if scene.moment is None:
        return Notice("skip-back", "Before the first event", "This is the state that everything starts from.")
    match scene.moment.step.outcome:
        case Failed():
            why = "It could not be applied."
        case Skipped():
            why = "It is soft-deleted."
        case _:
            why = "The state after it is the state before it."
    return Notice("circle-check", "This event changed nothing", why)
