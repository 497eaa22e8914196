"""Texts reach the clipboard whole, however they were made."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leftfold.model.errors import StoreFailed
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.tasks import Tasks
from tests.ui.conftest import WAIT


def test_a_text_is_on_the_clipboard_once_it_is_made(qtbot: QtBot, tasks: Tasks) -> None:
    copying = Copying(tasks)
    with qtbot.waitSignal(copying.copied, timeout=WAIT) as copied:
        copying.copy(lambda: "é" * 1_000_000)
    assert QGuiApplication.clipboard().text() == "é" * 1_000_000
    assert copied.args == ["é" * 1_000_000]


def test_the_newest_text_wins(qtbot: QtBot, tasks: Tasks) -> None:
    copying = Copying(tasks)
    copying.copy(lambda: "old")
    copying.copy(lambda: "new")
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert QGuiApplication.clipboard().text() == "new"


def test_where_no_text_can_be_made_the_clipboard_stays(qtbot: QtBot, tasks: Tasks) -> None:
    copying = Copying(tasks)
    with qtbot.waitSignal(copying.copied, timeout=WAIT):
        copying.copy(lambda: "kept")

    def fail() -> str:
        raise StoreFailed("The store is gone.")

    copying.copy(fail)
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert QGuiApplication.clipboard().text() == "kept"
