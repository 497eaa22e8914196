"""“When did it last become …?” leads to the event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.inspector.became_field import BecameField

pytestmark = pytest.mark.usefixtures("things")


@pytest.fixture
def became(qtbot: QtBot, document: Document) -> BecameField:
    field = BecameField(document)
    qtbot.addWidget(field)
    field.show_field(("size",))
    field.show()
    return field


def _ask(became: BecameField, text: str) -> None:
    became.field.setText(text)
    QTest.keyClick(became.field, Qt.Key.Key_Return)


def test_it_finds_the_last_event(became: BecameField, idle: Callable[[], None], document: Document) -> None:
    heard: list[int] = []
    became.found.connect(heard.append)
    shown = document.shown
    assert shown is not None
    final = shown.history.standing(2).state["size"]
    _ask(became, str(final))
    idle()
    assert heard == [2]
    assert became.answer.text() == "at version 2"
    QTest.keyClicks(became.field, "9")
    assert not became.answer.isVisible()


def test_what_it_never_became_is_told(became: BecameField, idle: Callable[[], None]) -> None:
    _ask(became, "unheard of")
    idle()
    assert became.answer.text() == "never"
    became.show_field(None)
    assert not became.isVisible()
    _ask(became, "3")
    assert became.answer.text() == ""
