"""A form for fields: what is typed becomes a JSON object, or a sentence says why not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Field, Kind
from leftfold.ui.draft.form import FieldsForm, Parsed, Wrong, parse

LESSON = Field("lesson", "Lesson", Kind.INTEGER)
MAP = Field("map", "Map", Kind.TEXT, required=False)
BANKED = Field("banked", "Banked", Kind.YES_NO, required=False)
SCORE = Field("score", "Score", Kind.NUMBER)
NOTE = Field("note", "Note", Kind.JSON)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (LESSON, " 7 ", 7),
        (LESSON, "-3", -3),
        (MAP, "7", "7"),
        (BANKED, "yes", True),
        (BANKED, "no", False),
        (SCORE, "3,5", 3.5),
        (SCORE, "80", 80),
        (NOTE, '{"a": [1]}', {"a": [1]}),
    ],
)
def test_a_text_and_the_value_it_stands_for(field: Field, text: str, value: object) -> None:
    assert parse(field, text) == Parsed(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "text", "complaint"),
    [
        (LESSON, "seven", "Lesson must be a whole number."),
        (LESSON, "7.5", "Lesson must be a whole number."),
        (LESSON, "9" * 30, "Lesson must be a whole number."),
        (SCORE, "true", "Score must be a number."),
        (SCORE, "many", "Score must be a number."),
        (BANKED, "perhaps", "Banked must be yes or no."),
    ],
)
def test_a_text_that_stands_for_nothing(field: Field, text: str, complaint: str) -> None:
    assert parse(field, text) == Wrong(field, complaint)


def test_malformed_json_says_where() -> None:
    wrong = parse(NOTE, "{")
    assert isinstance(wrong, Wrong)
    assert "line 1" in wrong.complaint


def test_what_is_filled_in_is_read_back_and_empty_optionals_are_left_out(qtbot: QtBot) -> None:
    form = FieldsForm((LESSON, MAP, BANKED))
    qtbot.addWidget(form)
    assert form.read() == Wrong(LESSON, "Lesson is missing.")
    form.fill({"lesson": 7, "banked": False})
    assert form.read() == {"lesson": 7, "banked": False}
    form.fill({"lesson": 7, "map": "Sea"})
    assert form.read() == {"lesson": 7, "map": "Sea"}


def test_a_wrong_field_is_marked_and_unmarked(qtbot: QtBot) -> None:
    form = FieldsForm((LESSON, BANKED))
    qtbot.addWidget(form)
    field = form.findChildren(QLineEdit)[0]
    form.mark(Wrong(LESSON, "Lesson is missing."))
    assert (field.property("role"), field.toolTip()) == ("wrong", "Lesson is missing.")
    form.mark(None)
    assert (field.property("role"), field.toolTip()) == ("", "")


def test_each_edit_is_told(qtbot: QtBot) -> None:
    form = FieldsForm((LESSON, BANKED))
    qtbot.addWidget(form)
    with qtbot.waitSignal(form.edited):
        form.findChildren(QLineEdit)[0].setText("7")
    with qtbot.waitSignal(form.edited):
        form.findChildren(QComboBox)[0].setCurrentText("yes")
