"""The command palette finds what can be done by a few letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.actions import Action, Actions
from leftfold.ui.command_palette import CommandPalette, Offer, matching
from leftfold.ui.theme.themes import Themes
from tests.ui.finding import the


class _Bench:
    def __init__(self, themes: Themes, parent: QWidget) -> None:
        self.parent = parent
        self.done: list[str] = []
        table = [
            Action("event.soft-delete", "&Soft-delete event", lambda: self.done.append("deleted"), keys=("Ctrl+D",)),
            Action("event.restore", "&Restore event", lambda: self.done.append("restored"), why_not=lambda: "Not now."),
            Action("view.theme", "Switch theme", lambda: self.done.append("switched"), icon="sun-moon"),
        ]
        self.actions = Actions(table, themes, parent)
        self.palette = CommandPalette(self.actions, self._places, themes, parent)
        self.field = the(QLineEdit, self.palette)

    def _places(self, typed: str) -> tuple[Offer, ...]:
        return (Offer(f"Go to {typed}", "", "user", lambda: self.done.append(typed)),)

    def type(self, text: str) -> None:
        self.field.setText(text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.field, key)


@pytest.fixture
def bench(qtbot: QtBot, themes: Themes) -> _Bench:
    parent = QWidget()
    qtbot.addWidget(parent)
    return _Bench(themes, parent)


def test_letters_find_and_enter_runs(bench: _Bench) -> None:
    bench.type("event del")
    assert bench.palette.titles == ("Soft-delete event", "Go to event del")
    bench.press(Qt.Key.Key_Return)
    assert bench.done == ["deleted"]


def test_what_cannot_be_done_is_shown_with_its_reason_and_not_run(bench: _Bench) -> None:
    bench.type("restore")
    bench.press(Qt.Key.Key_Return)
    assert bench.done == ["restore"]
    assert bench.palette.titles[0] == "Restore event"


def test_arrows_move_in_the_list_while_typing(bench: _Bench) -> None:
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Enter)
    assert bench.done == ["switched"]


def test_a_title_that_begins_so_comes_first() -> None:
    offers = [Offer(title, "", "", None) for title in ("To the end", "End the session")]
    assert [offer.title for offer in matching(offers, "END")] == ["End the session", "To the end"]
    assert matching(offers, "nothing like it") == ()
