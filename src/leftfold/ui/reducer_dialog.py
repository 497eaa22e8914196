"""Asks for the reducer that folds the opened store's events: a program in any language, or a Python file."""

from __future__ import annotations

import os
import shlex
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leftfold.ui.theme.type import monospace

_WIDTH: Final = 460
"""Pixels in which a path is read."""
_MEANING: Final = (
    "A command line, such as node reducer.mjs, or the path of a Python file with a domain. It runs on this computer "
    "with your rights, in a process of its own: it sees the events that are shown and writes nothing into the store. "
    "A file is loaded again whenever it is saved."
)
_FILES: Final = "Reducers (*.py *.js *.mjs *.ts *.rb *.php *.sh *.exe);;All files (*)"


class ReducerDialog(QDialog):
    """The question which program or file is to fold the events."""

    asked = Signal(str, bool)
    """The command line or path, empty for the store's own domain, and whether to keep to it for this store."""

    def __init__(self, text: str, *, kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Use a reducer of your own")
        self.setMinimumWidth(_WIDTH)
        meaning = QLabel(_MEANING)
        meaning.setWordWrap(True)
        self.command = QLineEdit(text)
        self.command.setFont(monospace())
        self.command.setPlaceholderText("node reducer.mjs")
        self.command.setAccessibleName("Command line or Python file")
        browse = QPushButton("&Browse…")
        browse.clicked.connect(self._browse)
        self.keep = QCheckBox("&Use it whenever this store is opened")
        self.keep.setChecked(kept)
        self.failure = QLabel()
        self.failure.setWordWrap(True)
        self.failure.setProperty("role", "danger")
        self.failure.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Use it")
        self.own = self.buttons.addButton("The store's &own domain", QDialogButtonBox.ButtonRole.ResetRole)
        self.own.setEnabled(bool(text))
        self.own.clicked.connect(lambda: self._ask(""))
        self.buttons.accepted.connect(lambda: self._ask(self.command.text()))
        self.buttons.rejected.connect(self.reject)
        self.command.textChanged.connect(self._offer)
        across = QHBoxLayout()
        across.addWidget(self.command, 1)
        across.addWidget(browse)
        column = QVBoxLayout(self)
        column.addWidget(meaning)
        column.addLayout(across)
        for part in (self.keep, self.failure, self.buttons):
            column.addWidget(part)
        self._offer()
        self.command.setFocus()

    def show_failure(self, sentence: str) -> None:
        """Say why what was asked for cannot be used; it can be corrected."""
        self.failure.setText(sentence)
        self.failure.setAccessibleName(sentence)
        self.failure.show()
        self._offer()

    def _offer(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.command.text().strip()))

    def _ask(self, text: str) -> None:
        self.failure.hide()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)
        self.asked.emit(text, self.keep.isChecked())

    def _browse(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, "Choose a reducer", "", _FILES)
        if path:
            self.command.setText(command_of(path))


def command_of(path: str) -> str:
    """The command line that runs a file: of a Python file its path, of others that they are run by what runs such."""
    for ending, program in ((".mjs", "node"), (".js", "node"), (".rb", "ruby"), (".php", "php")):
        if path.endswith(ending):
            return f"{program} {shlex.quote(path)}"
    return path if path.endswith(".py") or os.name == "nt" else shlex.quote(path)
