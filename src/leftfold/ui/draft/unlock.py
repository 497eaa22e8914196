"""The question before a store may be written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from leftfold.computer import computer_user
from leftfold.model.ruling_words import told_rulings
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.theme.environments import environment_color, environment_sign
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON: Final = 32
_WIDTH: Final = 440
"""Pixels that a path and its rules are read in."""
_MEANING: Final = (
    "Nothing is written now: each correction is previewed, needs a reason, and is written only when you press Commit. "
    "Stored events are never edited or erased. You can lock the store again at any time."
)


def confirm_unlock(parent: QWidget, document: Document, themes: Themes) -> bool:
    """Whether the person wants to write to the opened store, told in plain words what that means."""
    session = document.session
    if session is None:
        return False
    rulings = session.unlocking.rulings
    if rulings.against_user(computer_user()):
        # Unlocking itself tells why not, by the rules as they are by then; there is nothing to ask.
        return True
    if not rulings.typed_confirmation:
        question = unlock_question(parent, session, themes)
        question.exec()
        return question.clickedButton() is question.button(QMessageBox.StandardButton.Ok)
    dialog = TypedUnlock(session, themes, parent)
    is_meant = dialog.exec() == QDialog.DialogCode.Accepted
    if is_meant:
        session.unlocking.confirmed = dialog.name.text()
    dialog.deleteLater()
    return is_meant


def unlock_question(parent: QWidget, session: Session, themes: Themes) -> QMessageBox:
    """The dialog that asks it; leaving it is the default."""
    box = QMessageBox(parent)
    box.setWindowTitle("Unlock for writing")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIconPixmap(icon("lock-open", themes.current.warning).pixmap(_ICON, _ICON))
    box.setText(f"Unlock “{session.store.name}” for writing?")
    box.setInformativeText(_about(session))
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Ok).setText("Unlock")
    return box


class TypedUnlock(QDialog):
    """The question where a slip would be grave: the store's name has to be typed."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rulings, theme = session.unlocking.rulings, themes.current
        self._wanted = rulings.store
        color = environment_color(theme, rulings.color)
        self.setWindowTitle(f"Unlock {rulings.environment} for writing")
        sign, head = QLabel(), QLabel(f"{rulings.environment.upper()}: unlock “{session.store.name}” for writing?")
        sign.setPixmap(icon(environment_sign(rulings.environment), color).pixmap(_ICON, _ICON))
        head.setProperty("role", "title")
        head.setStyleSheet(f"color: {color};")
        asked = QLabel(f"Type its name to confirm that you mean it:  {rulings.store}")
        self.name = QLineEdit()
        self.name.setAccessibleName("The store's name")
        self.name.textChanged.connect(self._look)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.unlock = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.unlock.setText("Unlock")
        top = QHBoxLayout()
        top.addWidget(sign)
        top.addWidget(_wrapped(head), 1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        for part in (_wrapped(QLabel(_about(session))), _wrapped(asked), self.name, self.buttons):
            column.addWidget(part)
        self.name.setFocus()
        self._look()

    def _look(self) -> None:
        self.unlock.setEnabled(self.name.text() == self._wanted)


def _about(session: Session) -> str:
    """Where the store is, whose, by which rules it is written, and what it means to unlock it."""
    rules = "\n".join(told_rulings(session.unlocking.rulings))
    return f"{session.place}\n{_way(session)}\n{rules}\n\n{_MEANING}"


def _way(session: Session) -> str:
    """Whose store it is, and how events are appended to it."""
    layout = session.store.layout
    return f"{layout.title}: events are appended {layout.protocol.words}." if layout.protocol else layout.title


def _wrapped(label: QLabel) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(_WIDTH)
    return label
