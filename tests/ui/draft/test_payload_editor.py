"""The payload of an event, by form or as JSON."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QTabWidget
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Field, Kind
from leftfold.ui.draft.payload_editor import PayloadEditor, Unreadable

LESSON = Field("lesson", "Lesson", Kind.INTEGER)
ACTIVITY = Field("activity", "Activity", Kind.INTEGER, required=False)
QUIZ = Field("quiz", "Quiz", Kind.TEXT)


@pytest.fixture
def editor(qtbot: QtBot) -> PayloadEditor:
    editor = PayloadEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.show_fields((LESSON, ACTIVITY))
    return editor


def _field(editor: PayloadEditor, name: str) -> QLineEdit:
    return next(one for one in editor.form.findChildren(QLineEdit) if one.accessibleName() == name)


def _tabs(editor: PayloadEditor) -> list[str]:
    tabs = editor.findChildren(QTabWidget)[0]
    return [tabs.tabText(place) for place in range(tabs.count()) if tabs.isTabVisible(place)]


def test_what_is_typed_in_the_form_stands_in_the_json_and_back(editor: PayloadEditor) -> None:
    _field(editor, "Lesson").setText("6")
    editor.show_json()
    assert editor.json.text.toPlainText() == '{\n  "lesson": 6\n}'
    editor.json.text.setPlainText('{"lesson": 7, "activity": 2, "note": "x"}')
    editor.show_form()
    assert _field(editor, "Activity").text() == "2"
    _field(editor, "Activity").setText("")
    assert editor.read() == {"lesson": 7, "note": "x"}


def test_a_form_that_is_not_whole_can_be_finished_as_json(editor: PayloadEditor) -> None:
    _field(editor, "Activity").setText("2")
    editor.show_json()
    assert editor.read() == {"activity": 2}
    editor.show_form()
    assert editor.read() == Unreadable("Lesson is missing.")


def test_what_cannot_be_read_is_mended_where_it_was_typed(qtbot: QtBot, editor: PayloadEditor) -> None:
    _field(editor, "Lesson").setText("six")
    with qtbot.waitSignal(editor.refused) as told:
        editor.show_json()
    assert told.args == ["Lesson: it must be a whole number, such as 12."]
    assert editor.form.isVisible()
    _field(editor, "Lesson").setText("6")
    editor.show_json()
    editor.json.text.setPlainText('{"lesson": }')
    with qtbot.waitSignal(editor.refused) as told:
        editor.show_form()
    assert told.args is not None
    assert told.args[0].startswith("Line 1, column 12")
    assert editor.json.isVisible()
    found = editor.read()
    assert isinstance(found, Unreadable)


def test_another_known_type_keeps_what_both_have_and_an_unknown_one_keeps_all(editor: PayloadEditor) -> None:
    editor.fill({"lesson": 6, "activity": 2, "note": "x"})
    editor.show_fields((LESSON, QUIZ))
    _field(editor, "Quiz").setText("Q1")
    assert editor.read() == {"lesson": 6, "note": "x", "quiz": "Q1"}
    editor.show_fields(())
    assert _tabs(editor) == ["JSON"]
    assert editor.read() == {"lesson": 6, "note": "x", "quiz": "Q1"}
    editor.show_fields((LESSON,))
    assert _tabs(editor) == ["Form", "JSON"]
    assert editor.form.isVisible()
    assert editor.read() == {"lesson": 6, "note": "x", "quiz": "Q1"}


def test_malformed_json_is_kept_whatever_the_type(editor: PayloadEditor) -> None:
    editor.show_json()
    editor.json.text.setPlainText('{"lesson": 6')
    editor.show_fields((QUIZ,))
    assert editor.json.text.toPlainText() == '{"lesson": 6'
    assert editor.json.isVisible()


def test_typing_on_either_tab_is_told(qtbot: QtBot, editor: PayloadEditor) -> None:
    with qtbot.waitSignal(editor.edited):
        _field(editor, "Lesson").setText("6")
    editor.show_json()
    with qtbot.waitSignal(editor.edited):
        editor.json.text.setPlainText("{}")
