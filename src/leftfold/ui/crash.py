"""Tells the person that Leftfold met an error in itself, and where the report of it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from leftfold.crashes import report_text, write_report

_SIZE: Final = (640, 420)
_HAPPENED: Final = (
    "Leftfold met an error in itself. What you did last may not have been done; your store was not changed by it, and "
    "the window can be used on. If it behaves oddly, close it: drafts are kept."
)


class Crashes(QObject):
    """Takes errors that nobody caught, from any thread: writes a report of each, and shows one at a time."""

    _met = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.dialog: CrashDialog | None = None
        """What is shown of an error; None where nothing is."""
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def tell(self, error: BaseException) -> None:
        """Report an error; it is shown by the thread of the window."""
        self._met.emit(error)

    def _show(self, error: BaseException) -> None:
        file = write_report(error, self._folder)
        if self.dialog is None:
            # One at a time: an error while the window paints comes again and again.
            self.dialog = CrashDialog(error, file)
            self.dialog.finished.connect(self._forget)
            self.dialog.show()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


class CrashDialog(QDialog):
    """The report of one error, to be read, copied and sent by the person if she wants to."""

    def __init__(self, error: BaseException, file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.resize(*_SIZE)
        kept = f"The report below is kept as {file}." if file else "The report below could not be written to a file."
        self.told = QLabel(f"{_HAPPENED}\n\n{kept} Nothing is sent by itself.")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report = QPlainTextEdit(report_text(error))
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton("&Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self.told, self.report, buttons):
            column.addWidget(part)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
