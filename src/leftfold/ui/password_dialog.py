"""Asks for the password of a server, for as long as the window is open unless the keyring should keep it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from leftfold.passwords import can_keep

_WIDTH: Final = 360
"""Pixels that a URL is read in."""


class PasswordDialog(QDialog):
    """The question for one password, with the sentence that says who asks for it."""

    answered = Signal(str, bool)
    """The password, and whether the keyring should keep it."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Password")
        told = QLabel(sentence)
        told.setWordWrap(True)
        told.setMinimumWidth(_WIDTH)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Password")
        self.remember = QCheckBox("&Remember it in the keyring of this system")
        self.remember.setVisible(can_keep())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (told, self.password, self.remember, buttons):
            column.addWidget(part)
        self.accepted.connect(lambda: self.answered.emit(self.password.text(), self.remember.isChecked()))
        self.password.setFocus()
