"""An editor for a JSON object that says where it is wrong."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.draft.json_editor import JsonEditor
from leftfold.ui.draft.typed import Meaningless


def test_what_was_filled_in_is_read_back(qtbot: QtBot) -> None:
    editor = JsonEditor("Payload")
    qtbot.addWidget(editor)
    assert editor.read() == {}
    with qtbot.waitSignal(editor.edited):
        editor.fill({"lesson": 3, "note": "Grüße"})
    assert editor.read() == {"lesson": 3, "note": "Grüße"}


def test_what_is_wrong_is_said_while_it_is_typed(qtbot: QtBot) -> None:
    editor = JsonEditor("Payload")
    qtbot.addWidget(editor)
    editor.text.clear()
    QTest.keyClicks(editor.text, '{"lesson": x')
    assert isinstance(editor.read(), Meaningless)
    assert editor.complaint.startswith("Line 1, column 12: ")
    assert editor.text.property("role") == "wrong"
    editor.text.setPlainText('{"lesson": 6}')
    assert editor.complaint == ""
    assert editor.text.property("role") == ""
