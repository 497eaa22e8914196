"""The panel that says what differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.compare.comparing import Comparing
from leftfold.ui.compare.panel import ComparePanel
from leftfold.ui.document import Document
from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Mode, Themes
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore


@pytest.fixture
def panel(qtbot: QtBot, document: Document, themes: Themes, open_store: OpenStore, tmp_path: Path) -> ComparePanel:
    panel = ComparePanel(Comparing(document), themes)
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    panel.show()
    open_store(make_native(tmp_path / "s.sqlite", {"student/3202": EVENTS}), select="student/3202")
    return panel


def _cells(panel: ComparePanel) -> list[tuple[str, ...]]:
    return [tuple(panel.model.cell(row, column).text for column in range(3)) for row in range(panel.model.rowCount())]


def _notice(panel: ComparePanel) -> str:
    return panel.pages.notice.title if panel.pages.notice else ""


def test_it_says_how_to_begin_and_then_what_differs(
    panel: ComparePanel, selection: Selection, idle: Callable[[], None]
) -> None:
    assert _notice(panel) == "Nothing is compared"
    panel.pin.click()
    assert _notice(panel) == "Nothing differs"
    selection.go_to(4)
    idle()
    assert _notice(panel) == ""
    assert _cells(panel) == [("currentPosition", "3", "7")]
    assert panel.count.text() == "1 value differs"
    assert (panel.one.text(), panel.other.text()) == ("student/3202@5", "")
    assert panel.other.placeholderText() == "student/3202@4, the cursor"


def test_states_are_named_in_the_fields(panel: ComparePanel, idle: Callable[[], None], qtbot: QtBot) -> None:
    panel.one.setText("3202@4")
    QTest.keyClick(panel.one, Qt.Key.Key_Return)
    idle()
    panel.other.setText("3202@0")
    QTest.keyClick(panel.other, Qt.Key.Key_Return)
    idle()
    assert (panel.one.text(), panel.other.text()) == ("student/3202@4", "student/3202@0")
    panel.swap.click()
    assert panel.one.text() == "student/3202@0"
    panel.follow.click()
    assert panel.other.text() == ""
    panel.one.setText("nobody")
    QTest.keyClick(panel.one, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "nobody" in panel.problem.text(), timeout=WAIT)
    assert panel.problem.isVisible()
    panel.pin.click()
    assert not panel.problem.isVisible()


def test_a_value_is_asked_for(
    panel: ComparePanel, selection: Selection, idle: Callable[[], None], themes: Themes
) -> None:
    panel.pin.click()
    selection.go_to(4)
    idle()
    heard: list[object] = []
    panel.asked.connect(heard.append)
    panel.table.activated.emit(panel.model.index(0, 0))
    assert heard == [("currentPosition",)]
    themes.choose(Mode.DARK)
    assert not panel.swap.icon().isNull()
