"""The field that finds aggregates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.aggregates.find_field import FindField
from leftfold.ui.theme.themes import Mode, Themes


@pytest.fixture
def field(qtbot: QtBot, themes: Themes) -> FindField:
    field = FindField(themes)
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    return field


def test_of_what_is_typed_in_one_go_only_the_whole_is_asked_for(qtbot: QtBot, field: FindField) -> None:
    asked = QSignalSpy(field.asked)
    with qtbot.waitSignal(field.asked) as told:
        QTest.keyClicks(field, " 3202 ")
    assert told.args == ["3202"]
    assert asked.count() == 1


def test_an_emptied_field_asks_for_everything_at_once(qtbot: QtBot, field: FindField) -> None:
    with qtbot.waitSignal(field.asked):
        field.setText("3202")
    asked = QSignalSpy(field.asked)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert (asked.count(), asked.at(0)) == (1, [""])


def test_enter_goes_to_what_is_typed_and_down_to_the_list(qtbot: QtBot, field: FindField) -> None:
    with qtbot.assertNotEmitted(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.asked):
        field.setText(" student/3202 ")
    with qtbot.waitSignal(field.entered) as told:
        QTest.keyClick(field, Qt.Key.Key_Enter)
    assert told.args == ["student/3202"]
    with qtbot.waitSignal(field.left_down):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_a_reset_asks_for_nothing(qtbot: QtBot, field: FindField) -> None:
    asked = QSignalSpy(field.asked)
    QTest.keyClicks(field, "3202")
    field.reset()
    with qtbot.waitSignal(field.asked):
        field.setText("later")
    assert [asked.at(place) for place in range(asked.count())] == [["later"]]


def test_the_sign_takes_on_another_theme(field: FindField, themes: Themes) -> None:
    light = field.grab().toImage()
    themes.choose(Mode.DARK)
    dark = field.grab().toImage()
    themes.choose(Mode.LIGHT)
    assert dark != light
