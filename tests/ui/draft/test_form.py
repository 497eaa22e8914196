"""A form for fields: what is typed becomes a JSON object, or a sentence says why not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Field, Kind
from leftfold.model.json import JsonObject
from leftfold.ui.draft.field_input import Wrong
from leftfold.ui.draft.form import FieldsForm

LESSON = Field("lesson", "Lesson", Kind.INTEGER)
MAP = Field("map", "Map", Kind.TEXT, required=False)
BANKED = Field("banked", "Banked", Kind.YES_NO, required=False)


def _form(qtbot: QtBot, *fields: Field) -> FieldsForm:
    form = FieldsForm(fields)
    qtbot.addWidget(form)
    form.show()
    return form


def test_what_is_filled_in_is_read_back_and_empty_optionals_are_left_out(qtbot: QtBot) -> None:
    form = _form(qtbot, LESSON, MAP, BANKED)
    assert form.read() == Wrong(LESSON, "Lesson is missing.")
    assert form.read(whole=False) == {}
    form.fill({"lesson": 7, "banked": False})
    assert form.read() == {"lesson": 7, "banked": False}
    form.fill({"lesson": 7, "map": "Sea"})
    assert form.read() == {"lesson": 7, "map": "Sea"}


def test_what_is_typed_takes_the_place_of_what_was_filled_in(qtbot: QtBot) -> None:
    form = _form(qtbot, LESSON, MAP)
    form.fill({"lesson": 7, "map": "Sea"})
    lesson, map_ = form.findChildren(QLineEdit)
    lesson.selectAll()
    QTest.keyClicks(lesson, "12")
    map_.selectAll()
    QTest.keyClick(map_, Qt.Key.Key_Backspace)
    assert form.read() == {"lesson": 12}


def test_values_that_no_field_shows_are_kept_and_named(qtbot: QtBot) -> None:
    form = _form(qtbot, LESSON)
    data: JsonObject = {"source": {"job": 4}, "lesson": 7}
    form.fill(data)
    assert form.read() == data
    assert [label.text() for label in form.findChildren(QLabel) if "source" in label.text()] == [
        "Also kept, to be seen as JSON: source."
    ]


def test_a_wrong_field_is_marked_takes_the_keyboard_and_is_unmarked(qtbot: QtBot) -> None:
    form = _form(qtbot, MAP, LESSON)
    field = form.findChildren(QLineEdit)[1]
    form.mark(Wrong(LESSON, "Lesson is missing."))
    assert (field.property("role"), field.toolTip()) == ("wrong", "Lesson is missing.")
    assert form.focusWidget() is field
    form.mark(None)
    assert (field.property("role"), field.toolTip()) == ("", "")


def test_a_field_that_means_nothing_is_wrong_whether_or_not_the_form_is_whole(qtbot: QtBot) -> None:
    form = _form(qtbot, LESSON)
    form.findChildren(QLineEdit)[0].setText("seven")
    wrong = Wrong(LESSON, "Lesson: it must be a whole number, such as 12.")
    assert form.read() == wrong
    assert form.read(whole=False) == wrong


def test_each_edit_is_told(qtbot: QtBot) -> None:
    form = _form(qtbot, LESSON, BANKED)
    with qtbot.waitSignal(form.edited):
        form.findChildren(QLineEdit)[0].setText("7")
    with qtbot.waitSignal(form.edited):
        form.findChildren(QComboBox)[0].setCurrentText("yes")
    assert form.read() == {"lesson": 7, "banked": True}
