"""What can be done with an event of the timeline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.menu import add_proposals
from leftfold.ui.events.offers import why_no_append
from leftfold.ui.timeline.model import TimelineModel


class TimelineMenus:
    """Makes the menus of the timeline's events."""

    def __init__(
        self, document: Document, drafting: Drafting, model: TimelineModel, ask: Callable[[str], None]
    ) -> None:
        self._document, self._drafting, self._model = document, drafting, model
        self._ask = ask
        """Given the id of an action to be done with the event at the cursor."""

    def menu(self, ordinal: int, parent: QWidget) -> QMenu:
        """The menu of the event with this ordinal; it is gone once it was closed."""
        document, model, drafting = self._document, self._model, self._drafting
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        version = int(model.index.versions[ordinal - 1])
        menu.addAction(f"Go to event {version:,}", lambda: document.selection.go_to(ordinal))
        if model.index.deleted[ordinal - 1]:
            edit = menu.addAction(f"Restore event {version:,} in the draft", lambda: drafting.restore(version))
        else:
            edit = menu.addAction(f"Soft-delete event {version:,} in the draft", lambda: drafting.soft_delete(version))
        is_projection = model.shown is not None and model.shown.replay.is_projection
        edit.setEnabled(ordinal <= model.stored_length and not is_projection)
        menu.addSeparator()
        add_proposals(menu, lambda id_: self._do(id_, ordinal), why_no_append(document.session, model.shown, ordinal))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _do(self, id_: str, ordinal: int) -> None:
        self._document.selection.go_to(ordinal)
        self._ask(id_)
