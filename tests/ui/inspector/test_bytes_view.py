"""What could not be read is shown as the bytes it is, and can be copied and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from leftfold.model.event import Undecodable
from leftfold.ui.inspector.bytes_view import MOST_COPIED, BytesView
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes

SEALED = Undecodable(b"\x0a\x05Rex\xff" * 200, "is sealed")
BROKEN = Undecodable(b"<", "is not XML")


@pytest.fixture
def view(qtbot: QtBot, tasks: Tasks, themes: Themes) -> BytesView:
    """Two parts of an event."""
    view = BytesView(tasks, themes)
    qtbot.addWidget(view)
    view.resize(380, 500)
    view.show_parts({"payload": SEALED, "metadata": BROKEN})
    view.show()
    return view


def clipboard() -> str:
    """What is on the clipboard."""
    return QGuiApplication.clipboard().text()


def test_it_says_why_and_how_many_there_are(view: BytesView) -> None:
    assert view.why.text() == "The payload is sealed."
    assert view.count.text() == "1,200 bytes"
    assert view.model.rowCount() == 150


def test_the_other_part_can_be_turned_to(view: BytesView) -> None:
    assert view.part.isVisible()
    view.part.setCurrentIndex(1)
    assert (view.why.text(), view.count.text()) == ("The metadata is not XML.", "1 byte")
    view.show_parts({"payload": SEALED})
    assert not view.part.isVisible()
    assert view.why.text() == "The payload is sealed."


def test_it_is_copied_as_hex_and_as_base64(view: BytesView, idle: Callable[[], None]) -> None:
    view.as_hex.click()
    idle()
    assert clipboard() == SEALED.raw.hex()
    view.part.setCurrentIndex(1)
    view.as_base64.click()
    idle()
    assert clipboard() == "PA=="


def test_a_line_is_copied_as_it_is_seen(view: BytesView, idle: Callable[[], None]) -> None:
    view.table.setCurrentIndex(view.model.index(1, 0))
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert clipboard().startswith("000008  52 65 78 ff")


def test_more_than_the_clipboard_can_take_is_only_saved(view: BytesView, idle: Callable[[], None]) -> None:
    QGuiApplication.clipboard().setText("as before")
    view.show_parts({"payload": Undecodable(bytes(MOST_COPIED + 1), "is sealed")})
    assert not view.as_hex.isEnabled()
    assert not view.as_base64.isEnabled()
    view.copy_hex()
    idle()
    assert view.told.isVisible()
    assert "save them to a file" in view.told.text()
    assert clipboard() == "as before"
    assert view.to_file.isEnabled()


def test_it_is_saved_where_the_person_says(
    view: BytesView, idle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, name: str) -> tuple[str, str]:
        asked.append(name)
        return ("" if len(asked) == 1 else str(tmp_path / "mine.bin")), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    view.to_file.click()
    idle()
    assert not view.told.isVisible(), "nothing is written where the person changed their mind"
    view.to_file.click()
    idle()
    assert asked == ["payload.bin", "payload.bin"]
    assert (tmp_path / "mine.bin").read_bytes() == SEALED.raw
    assert view.told.text() == "Saved as mine.bin."


def test_where_nothing_is_stored_there_is_only_the_reason(view: BytesView) -> None:
    view.show_parts({"payload": Undecodable(b"", "is missing: the store holds NULL")})
    assert view.why.text() == "The payload is missing: the store holds NULL."
    assert not view.table.isVisible()
    assert not view.as_hex.isVisible()
    view.show_parts({})
    assert view.model.rowCount() == 0
    QGuiApplication.clipboard().setText("as before")
    view.copy_hex()
    view.save()
    assert clipboard() == "as before"
