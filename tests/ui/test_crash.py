"""What is told of an error of Leftfold itself."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leftfold.ui.crash import CrashDialog, Crashes
from tests.ui.conftest import WAIT


def test_an_error_of_another_thread_is_shown_and_reported(tmp_path: Path, qtbot: QtBot) -> None:
    crashes = Crashes(tmp_path)

    def shown() -> CrashDialog | None:
        return crashes.dialog

    thread = threading.Thread(target=lambda: crashes.tell(ValueError("out of place")))
    thread.start()
    thread.join()
    assert shown() is None
    qtbot.waitUntil(lambda: shown() is not None, timeout=WAIT)
    first = shown()
    assert first is not None
    (file,) = tmp_path.iterdir()
    assert str(file) in first.told.text()
    assert "ValueError: out of place" in first.report.toPlainText()
    crashes.tell(ValueError("again"))
    qtbot.waitUntil(lambda: len([*tmp_path.iterdir()]) == 2, timeout=WAIT)
    assert shown() is first
    first.reject()
    assert shown() is None


def test_the_report_is_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(ValueError("out of place"), None)
    qtbot.addWidget(dialog)
    assert "could not be written" in dialog.told.text()
    dialog.copy.click()
    assert "ValueError: out of place" in QGuiApplication.clipboard().text()
