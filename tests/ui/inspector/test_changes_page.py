"""The tab of changes: what the event changed, or that it changed nothing and why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.replay.narrative import narrate
from leftfold.ui.inspector.changes_page import ChangesPage
from leftfold.ui.inspector.scene import see
from leftfold.ui.shown import Shown
from leftfold.ui.theme.themes import Themes
from tests.ui.inspector.things import BROKEN, DELETED


@pytest.fixture
def page(qtbot: QtBot, themes: Themes) -> ChangesPage:
    """No step shown yet."""
    page = ChangesPage(themes)
    qtbot.addWidget(page)
    page.show()
    return page


def _show(page: ChangesPage, things: Shown, ordinal: int) -> None:
    moment = narrate(things.replay.domain, things.history.step(ordinal)) if ordinal else None
    page.show_scene(see(things, ordinal, moment))


def test_changes_are_listed(page: ChangesPage, things: Shown) -> None:
    _show(page, things, 2)
    assert page.pages.notice is None
    assert [page.model.index(0, column).data() for column in range(3)] == ["size", "7", "3"]


@pytest.mark.parametrize(
    ("ordinal", "title", "text"),
    [
        (0, "Before the first event", "This is the state that everything starts from."),
        (5, "This event changed nothing", "The state after it is the state before it."),
        (DELETED, "This event changed nothing", "It is soft-deleted."),
        (BROKEN, "This event changed nothing", "It could not be applied."),
    ],
)
def test_where_nothing_changed_it_says_why(
    page: ChangesPage, things: Shown, ordinal: int, title: str, text: str
) -> None:
    _show(page, things, ordinal)
    assert page.pages.notice is not None
    assert (page.pages.notice.title, page.pages.notice.text) == (title, text)
    assert page.model.rowCount() == 0


def test_a_change_leads_to_its_value(page: ChangesPage, things: Shown, qtbot: QtBot) -> None:
    _show(page, things, 1)
    page.table.setCurrentIndex(page.model.index(1, 0))
    with qtbot.waitSignal(page.asked) as asked:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == [("size",)]
