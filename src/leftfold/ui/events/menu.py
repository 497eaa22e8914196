"""The menu of an event in the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from leftfold.ui.events.correcting import Correcting

_PROPOSALS: Final = {
    "event.restore-state": "Restore this state…",
    "event.compensate": "Compensate this event…",
    "event.copy-to-new": "Copy into a new event…",
}
"""What proposes new events, by the actions' ids."""


def event_menu(correcting: Correcting, ask: Callable[[str], None], parent: QWidget) -> QMenu:
    """What can be done with the event at the cursor; what cannot says why as its tool tip.

    `ask` is given the id of an action to be done with it.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    if correcting.is_proposed:
        _add(menu, "Take out of the draft", correcting.withdraw, "")
    else:
        _add(menu, "Soft-delete in the draft", correcting.soft_delete, correcting.why_no_soft_delete)
        _add(menu, "Restore in the draft", correcting.restore, correcting.why_no_restore)
    menu.addSeparator()
    add_proposals(menu, ask, correcting.why_no_append)
    menu.addSeparator()
    _add(menu, "Copy event as JSON", correcting.copy_json, "")
    _add(menu, "Copy sentence", correcting.copy_sentence, "")
    return menu


def add_proposals(menu: QMenu, ask: Callable[[str], None], against: str) -> None:
    """Add what proposes new events because of the one at the cursor."""
    for id_, title in _PROPOSALS.items():
        _add(menu, title, partial(ask, id_), against)


def _add(menu: QMenu, title: str, run: Callable[[], None], against: str) -> None:
    action = menu.addAction(title)
    action.setEnabled(not against)
    action.setToolTip(against or title)
    action.triggered.connect(lambda: run())
