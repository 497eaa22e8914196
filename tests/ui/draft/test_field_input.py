"""The input for one field."""

from __future__ import annotations

from typing import Protocol

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Field, Kind
from leftfold.model.json import Json
from leftfold.ui.draft.field_input import FieldInput, LeftOut, Wrong
from leftfold.ui.draft.typed import Meant


class Ask(Protocol):
    """Makes an input."""

    def __call__(self, kind: Kind, *, required: bool = True) -> FieldInput:
        """An input for a value of a kind."""


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    place = QWidget()
    qtbot.addWidget(place)

    def make(kind: Kind, *, required: bool = True) -> FieldInput:
        one = FieldInput(Field("it", "It", kind, required), place)
        one.widget.setParent(place)
        return one

    return make


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, "Sea", "Sea"),
        (Kind.INTEGER, 7, "7"),
        (Kind.NUMBER, 3.5, "3.5"),
        (Kind.YES_NO, True, "yes"),
        (Kind.YES_NO, False, "no"),
        (Kind.JSON, {"a": 1}, '{"a":1}'),
        (Kind.JSON, "7", '"7"'),
        (Kind.JSON, None, ""),
    ],
)
def test_a_value_is_shown_and_stays_exactly_as_it_is(ask: Ask, kind: Kind, value: Json, text: str) -> None:
    one = ask(kind)
    one.give(Meant(value))
    assert one.text == text
    assert one.held() == Meant(value)
    one.give(None)
    assert (one.text, one.held()) == ("", LeftOut())


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        (Kind.TEXT, 6, "It: 6 is no text."),
        (Kind.INTEGER, 6.0, "It: 6.0 is no whole number."),
        (Kind.INTEGER, True, "It: true is no whole number."),
        (Kind.NUMBER, "six", 'It: "six" is no number.'),
        (Kind.YES_NO, "maybe", 'It: "maybe" is no yes or no.'),
    ],
)
def test_a_value_of_another_kind_is_not_turned_into_this_one(ask: Ask, kind: Kind, value: Json, complaint: str) -> None:
    one = ask(kind)
    one.give(Meant(value))
    assert one.held() == Wrong(one.field, complaint)


def test_null_is_kept_where_nothing_is_needed_and_is_missing_where_it_is(ask: Ask) -> None:
    optional, required = ask(Kind.TEXT, required=False), ask(Kind.TEXT)
    for one in (optional, required):
        one.give(Meant(None))
    assert optional.held() == Meant(None)
    assert required.held() == LeftOut()
    assert required.missing() == Wrong(required.field, "It is missing.")


def test_what_is_typed_is_read_and_what_means_nothing_is_marked_at_once(qtbot: QtBot, ask: Ask) -> None:
    one = ask(Kind.INTEGER)
    one.give(Meant(7))
    assert isinstance(one.widget, QLineEdit)
    with qtbot.waitSignal(one.edited):
        QTest.keyClicks(one.widget, "x")
    assert one.widget.property("role") == "wrong"
    assert one.widget.toolTip() == "It: it must be a whole number, such as 12."
    one.widget.setText("77")
    assert one.widget.property("role") == ""
    assert one.held() == Meant(77)


def test_nothing_chosen_is_not_no(ask: Ask) -> None:
    one = ask(Kind.YES_NO)
    assert isinstance(one.widget, QComboBox)
    assert one.held() == LeftOut()
    one.widget.setCurrentText("no")
    assert one.held() == Meant(value=False)


def test_it_is_named_for_those_who_do_not_see_it(ask: Ask) -> None:
    one = ask(Kind.JSON, required=False)
    assert (one.widget.accessibleName(), one.widget.accessibleDescription()) == ("It", "JSON, optional")


def test_what_is_said_beside_it_is_shown_until_something_is_wrong(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    one = FieldInput(Field("score", "Score", Kind.NUMBER, help="0 to 100"), place)
    one.widget.setParent(place)
    assert isinstance(one.widget, QLineEdit)
    assert one.widget.placeholderText() == "number: 0 to 100"
    assert one.widget.accessibleDescription() == "number: 0 to 100, required"
    one.mark("Score is missing.")
    assert one.widget.toolTip() == "Score is missing."
    one.mark("")
    assert one.widget.toolTip() == "0 to 100"
