"""What can be done with an event of the timeline."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from leftfold.ui.timeline.model import TimelineModel


def event_menu(model: TimelineModel, drafting: Drafting, selection: Selection, ordinal: int, parent: QWidget) -> QMenu:
    """The menu of the event with this ordinal; it is gone once it was closed."""
    menu = QMenu(parent)
    version = int(model.index.versions[ordinal - 1])
    menu.addAction(f"Go to event {version:,}", lambda: selection.go_to(ordinal))
    if model.index.deleted[ordinal - 1]:
        edit = menu.addAction(f"Restore event {version:,} in the draft", lambda: drafting.restore(version))
    else:
        edit = menu.addAction(f"Soft-delete event {version:,} in the draft", lambda: drafting.soft_delete(version))
    is_projection = model.shown is not None and model.shown.replay.is_projection
    edit.setEnabled(ordinal <= model.stored_length and not is_projection)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
