"""The question before a store may be written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON: Final = 32
_MEANING: Final = (
    "Nothing is written now: each correction is previewed, needs a reason, and is written only when you press Commit. "
    "Stored events are never edited or erased. You can lock the store again at any time."
)


def confirm_unlock(parent: QWidget, document: Document, themes: Themes) -> bool:
    """Whether the person wants to write to the opened store, told in plain words what that means."""
    session = document.session
    if session is None:
        return False
    question = unlock_question(parent, session, themes)
    question.exec()
    return question.clickedButton() is question.button(QMessageBox.StandardButton.Ok)


def unlock_question(parent: QWidget, session: Session, themes: Themes) -> QMessageBox:
    """The dialog that asks it; leaving it is the default."""
    box = QMessageBox(parent)
    box.setWindowTitle("Unlock for writing")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIconPixmap(icon("lock-open", themes.current.warning).pixmap(_ICON, _ICON))
    box.setText(f"Unlock “{session.store.name}” for writing?")
    box.setInformativeText(f"{session.place}\n{_way(session)}\n\n{_MEANING}")
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Ok).setText("Unlock")
    return box


def _way(session: Session) -> str:
    """Whose store it is, and how events are appended to it."""
    layout = session.store.layout
    return f"{layout.title}: events are appended {layout.protocol.words}." if layout.protocol else layout.title
