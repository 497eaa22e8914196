"""An editor for a JSON object that says where it is wrong."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.draft.json_editor import JsonEditor, Malformed, parse_object


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Line 1, column"),
        ('{"a": 1,\n b}', "Line 2, column 2"),
        ("[]", "JSON object"),
        ("", "Line 1"),
        ('{"a": "\ud800"}', "not valid UTF-8"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    found = parse_object(text)
    assert isinstance(found, Malformed)
    assert words in found.complaint


def test_what_was_filled_in_is_read_back(qtbot: QtBot) -> None:
    editor = JsonEditor("Payload")
    qtbot.addWidget(editor)
    assert editor.read() == {}
    with qtbot.waitSignal(editor.edited):
        editor.fill({"lesson": 3, "note": "Grüße"})
    assert editor.read() == {"lesson": 3, "note": "Grüße"}
    editor.type("{,}")
    assert isinstance(editor.read(), Malformed)
