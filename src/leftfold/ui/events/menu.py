"""The menu of an event in the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from leftfold.ui.events.correcting import Correcting


def event_menu(correcting: Correcting, parent: QWidget) -> QMenu:
    """What can be done with the event at the cursor; what cannot says why as its tool tip."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    if correcting.is_proposed:
        _add(menu, "Take out of the draft", correcting.withdraw, "")
    else:
        _add(menu, "Soft-delete in the draft", correcting.soft_delete, correcting.why_no_soft_delete)
        _add(menu, "Restore in the draft", correcting.restore, correcting.why_no_restore)
    menu.addSeparator()
    _add(menu, "Copy event as JSON", correcting.copy_json, "")
    _add(menu, "Copy sentence", correcting.copy_sentence, "")
    return menu


def _add(menu: QMenu, title: str, run: Callable[[], None], against: str) -> None:
    action = menu.addAction(title)
    action.setEnabled(not against)
    action.setToolTip(against or title)
    action.triggered.connect(lambda: run())
