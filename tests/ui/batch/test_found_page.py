"""Third: what was found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.run_file import Run
from leftfold.ui.batch.found_page import FoundPage
from leftfold.ui.batch.model import Column
from leftfold.ui.notice import Notice
from leftfold.ui.theme.themes import Themes
from tests.batch.bulk_reset import student


@pytest.fixture
def page(themes: Themes, qtbot: QtBot) -> FoundPage:
    page = FoundPage(themes)
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    return page


def spot(page: FoundPage, row: int, column: Column) -> QPoint:
    return page.table.visualRect(page.model.index(row, column)).center()


def notice(page: FoundPage) -> Notice:
    assert page.pages.notice is not None
    return page.pages.notice


def test_a_run_is_shown(page: FoundPage, run: Run) -> None:
    page.show_trying(16, 20)
    assert notice(page).text == "16 of 20 aggregates are looked at. Nothing is written."
    page.show_run(run)
    assert page.pages.currentWidget() is page.table
    assert page.said.startswith("20 aggregates have such events")
    assert not page.open_button.isEnabled()


def test_a_click_on_its_mark_leaves_one_out_and_so_does_space(page: FoundPage, run: Run, qtbot: QtBot) -> None:
    page.show_run(run)
    with qtbot.waitSignal(page.switched) as left:
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, 1, Column.TAKEN))
    assert left.args == [Outcome(student(1), Result.LEFT_OUT)]
    with qtbot.waitSignal(page.switched) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert wanted.args == [Outcome(student(1), Result.WANTED)]
    with qtbot.assertNotEmitted(page.switched):
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, 2, Column.AGGREGATE))


def test_one_is_opened(page: FoundPage, run: Run, qtbot: QtBot) -> None:
    page.show_run(run)
    page.table.setCurrentIndex(page.model.index(1, 1))
    with qtbot.waitSignal(page.open_asked) as asked:
        page.open_button.click()
    assert asked.args == [run.proposal(1)]


def test_nothing_found_failure_and_stop(page: FoundPage, run: Run, qtbot: QtBot) -> None:
    page.show_trying(0, -1)
    assert page.pages.notice is not None
    with qtbot.waitSignal(page.stop_asked):
        page.pages.notice.run()
    page.show_failure("The database is gone.")
    assert page.pages.notice.text == "The database is gone."
    for part in (run.looks, run.streams, run.offsets):
        part.clear()
    page.show_run(run)
    assert page.pages.notice.title == "Nothing found"
