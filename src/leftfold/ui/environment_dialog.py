"""Asks of what environment the opened store is, and keeps it in the user's file of rules."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from leftfold.model.rules import KNOWN, rules_of
from leftfold.model.ruling_words import told_rules, told_rulings
from leftfold.session import Session
from leftfold.store.rule_file_edits import save_environment
from leftfold.store.rule_files import user_file
from leftfold.ui.tasks import Lane, Request, Tasks

_WIDTH: Final = 460
"""Pixels that a path and a sentence are read in."""
_LONGEST: Final = 40


class EnvironmentDialog(QDialog):
    """The question for one store; whoever else says something of it is heard, too."""

    kept = Signal()
    """The user's file says it now."""

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._tasks = session, tasks
        self.setWindowTitle("Set the environment")
        self.choice, self._meaning, self._wrong = QComboBox(), QLabel(), QLabel()
        self.choice.setEditable(True)
        self.choice.setAccessibleName("Environment")
        self.choice.addItems([known.environment for known in KNOWN])
        self.choice.setCurrentText(session.unlocking.rulings.environment)
        self._wrong.setProperty("role", "danger")
        self._wrong.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self.choice.currentTextChanged.connect(self._tell)
        self._lay_out()
        self._tell()

    @property
    def meaning(self) -> str:
        """What the chosen environment demands."""
        return self._meaning.text()

    @property
    def wrong(self) -> str:
        """Why it could not be kept; empty where nothing was wrong."""
        return self._wrong.text()

    def _lay_out(self) -> None:
        unlocking = self._session.unlocking
        said = _text("\n".join(told_rulings(unlocking.rulings)))
        kept = _text(f"Kept for you in {user_file()}. Of all that is said of a store, the strictest holds.")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Environment", self.choice)
        column = QVBoxLayout(self)
        title = _text(self._session.store.name, role="title")
        for part in (title, _text(self._session.place), said):
            column.addWidget(part)
        column.addLayout(form)
        for label in (self._meaning, self._wrong):
            _wrap(label)
        for widget in (self._meaning, kept, self._wrong, self.buttons):
            column.addWidget(widget)

    def _chosen(self) -> str:
        return self.choice.currentText().strip()[:_LONGEST]

    def _tell(self) -> None:
        chosen = self._chosen()
        demands = f"Demands {told_rules(rules_of(chosen))}, unless the file says otherwise." if chosen else ""
        self._meaning.setText(demands or "Choose one, or name one of your own.")
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(chosen))

    def _save(self) -> None:
        place, chosen = self._session.place, self._chosen()
        self._tasks.run(
            Request(
                lane=Lane.LIBRARY,
                key="environment",
                work=lambda _job: save_environment(user_file(), place, chosen),
                done=lambda _none: self._done(),
                failed=lambda error: self._fail(str(error)),
            )
        )

    def _done(self) -> None:
        self.kept.emit()
        self.accept()

    def _fail(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()


def _text(text: str, *, role: str = "caption") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return _wrap(label)


def _wrap(label: QLabel) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(_WIDTH)
    return label
