"""The field for conditions: what it offers is put where it belongs, and a fault is underlined in its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.diagnose.vocabulary import Vocabulary
from leftfold.ui.breakpoints.condition_field import ConditionField
from leftfold.ui.theme.themes import Themes

WORDS = Vocabulary(("currentPosition", "lastQuiz.score"), (), ("resetProgress",))
Key = Qt.Key


@pytest.fixture
def field(qtbot: QtBot, themes: Themes) -> ConditionField:
    field = ConditionField(lambda: WORDS, themes)
    qtbot.addWidget(field)
    field.resize(420, 30)
    field.show()
    field.setFocus()
    return field


def test_what_may_come_is_offered_while_one_types(field: ConditionField) -> None:
    assert not field.offers
    QTest.keyClicks(field, "fell(cur")
    assert list(field.offers) == ["currentPosition"]
    QTest.keyClick(field, Key.Key_Tab)
    assert (field.text(), field.offers) == ("fell(currentPosition", ())
    assert field.cursorPosition() == len(field.text())
    assert field.hasFocus()


def test_an_offer_is_chosen_with_the_arrows(field: ConditionField) -> None:
    QTest.keyClicks(field, "event.type = ")
    assert field.offers[0] == "'resetProgress'"
    popup = field._popup
    assert popup is not None
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(field, Key.Key_Return)
    assert field.text() == "event.type = 'resetProgress'"


def test_enter_without_a_choice_enters_the_text(field: ConditionField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "cur")
    assert field.offers
    with qtbot.waitSignal(field.returnPressed):
        QTest.keyClick(field, Key.Key_Return)
    assert (field.text(), field.offers) == ("cur", ())


def test_escape_only_puts_the_offers_away(field: ConditionField) -> None:
    QTest.keyClicks(field, "cur")
    QTest.keyClick(field, Key.Key_Escape)
    assert (field.text(), field.offers) == ("cur", ())
    QTest.keyClick(field, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert field.offers[0] == "currentPosition"
    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    assert field.offers == ()


def test_what_stands_behind_the_caret_stays(field: ConditionField) -> None:
    field.setText("fell() and lastQuiz.score < 5")
    field.setCursorPosition(5)
    QTest.keyClicks(field, "cu")
    QTest.keyClick(field, Key.Key_Tab)
    assert field.text() == "fell(currentPosition) and lastQuiz.score < 5"


def _inked(field: ConditionField, themes: Themes) -> list[int]:
    image, danger = field.grab().toImage(), QColor(themes.current.danger)
    near = [
        x
        for x in range(4, image.width() - 4)
        for y in range(image.height() // 2, image.height() - 4)
        if abs(image.pixelColor(x, y).red() - danger.red()) < 40 and image.pixelColor(x, y).green() < 120
    ]
    return sorted({*near})


def test_a_fault_is_underlined_where_it_is(field: ConditionField, themes: Themes) -> None:
    field.setText("event.tipe = 3")
    assert _inked(field, themes) == []
    field.show_fault(7)
    metrics, ink = field.fontMetrics(), _inked(field, themes)
    begin = field.cursorRect().center().x() - metrics.horizontalAdvance("event.tipe = 3")
    assert abs(ink[0] - (begin + metrics.horizontalAdvance("event."))) <= 3
    assert abs(ink[-1] - (begin + metrics.horizontalAdvance("event.tipe"))) <= 3
    field.show_fault(None)
    assert _inked(field, themes) == []


def test_what_is_missing_at_the_end_is_underlined_behind_it(field: ConditionField, themes: Themes) -> None:
    field.setText("a <")
    field.show_fault(4)
    ink = _inked(field, themes)
    assert ink[0] >= field.cursorRect().center().x() - 2
    assert field.property("role") == "wrong"
    QTest.keyClicks(field, " 3")
    assert _inked(field, themes) == []
