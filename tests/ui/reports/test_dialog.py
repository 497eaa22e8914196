"""The dialog of reports: chosen, made, sorted, saved, and a line opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from leftfold.demo import demo_store
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.ui.reports.dialog import ReportsDialog
from leftfold.ui.tasks import Lane, Tasks
from leftfold.ui.theme.themes import Themes
from tests.reports.made_reports import boxes
from tests.ui.conftest import WAIT, HoldLane


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_store(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def dialog(qtbot: QtBot, demo: Path, tasks: Tasks, themes: Themes) -> Iterator[ReportsDialog]:
    with closing(Session.open(str(demo))) as session:
        dialog = ReportsDialog(session, tasks, themes)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.result_ is not None, timeout=WAIT)
        # Which of them comes first is up to who installed them.
        _choose(qtbot, dialog, "Highest lesson of each student")
        yield dialog
        dialog.close()
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)


def _choose(qtbot: QtBot, dialog: ReportsDialog, title: str) -> None:
    dialog.choice.setCurrentIndex(dialog.choice.findText(title))
    qtbot.waitUntil(lambda: dialog.result_ is not None and dialog.result_.report.title == title, timeout=WAIT)


def _ids(dialog: ReportsDialog) -> list[str]:
    lines = [dialog.model.line_at(row) for row in range(dialog.model.rowCount())]
    return [line.stream.id for line in lines if line.stream is not None]


def test_the_first_one_is_made_at_once_and_all_can_be_chosen(qtbot: QtBot, dialog: ReportsDialog) -> None:
    assert dialog.choice.count() == 4
    assert dialog.model.rowCount() == 247
    assert "highest lesson 7" in dialog.said.text()
    assert dialog.chart.isVisible()
    assert dialog.chart.text_at(dialog.chart.width() / 2).startswith("5: ")
    assert dialog.chart.text_at(0) == ""
    _choose(qtbot, dialog, "Average growth of lessons in a month")
    assert dialog.model.headerData(0, Qt.Orientation.Horizontal) == "Month"
    assert "Passed over" in dialog.said.text()


def test_it_is_sorted_by_a_column(dialog: ReportsDialog) -> None:
    before = _ids(dialog)
    header = dialog.table.horizontalHeader()
    header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    assert dialog.model.cell(0, 2).text == "7"
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert _ids(dialog) != before, "ids of digits alone sort as numbers"


def test_enter_on_a_line_opens_its_aggregate_and_no_other_button_is_pressed(
    qtbot: QtBot, dialog: ReportsDialog
) -> None:
    row = _ids(dialog).index("3202")
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(row, 0))
    with qtbot.waitSignal(dialog.aggregate_asked, timeout=WAIT) as asked:
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert asked.args == [StreamId("student", "3202")]
    assert not dialog.isVisible()


def test_a_line_about_many_opens_nothing(qtbot: QtBot, dialog: ReportsDialog) -> None:
    _choose(qtbot, dialog, "Average growth of lessons in a month")
    with qtbot.assertNotEmitted(dialog.aggregate_asked):
        dialog.table.setCurrentIndex(dialog.model.index(0, 0))
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_one_under_way_can_be_stopped(qtbot: QtBot, dialog: ReportsDialog, held: HoldLane) -> None:
    with held(Lane.FIND):
        dialog.choice.setCurrentIndex(dialog.choice.findText("Total computers sold"))
        assert dialog.pages.notice is not None
        assert not dialog.save_button.isEnabled()
        QTest.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
        assert dialog.said.text() == ""
        assert not dialog.stop_button.isEnabled()
    _choose(qtbot, dialog, "Last quiz of each student")
    assert dialog.save_button.isEnabled()


def test_it_is_saved(qtbot: QtBot, dialog: ReportsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, start in (("r.csv", b"Type,Aggregate,"), ("r.html", b"<!DOCTYPE html>")):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, path=path: (str(path), ""))
        with qtbot.waitSignal(dialog.making.told, timeout=WAIT):
            QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        assert path.read_bytes().startswith(start)
        assert dialog.said.text() == f"Saved as {name}."


def test_all_can_be_told_by_name(dialog: ReportsDialog) -> None:
    for kind in (QComboBox, QTableView):
        assert all(one.accessibleName() for one in dialog.findChildren(kind))
    assert all(one.text() for one in dialog.findChildren(QPushButton) if one.isVisible())
    assert "5: " in dialog.chart.accessibleDescription()


def test_a_store_without_reports_says_so(qtbot: QtBot, tmp_path: Path, tasks: Tasks, themes: Themes) -> None:
    with closing(Session.open(str(boxes(tmp_path / "b.sqlite")))) as session:
        dialog = ReportsDialog(session, tasks, themes)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
        assert dialog.pages.notice is not None
        assert dialog.pages.notice.title == "No reports"
