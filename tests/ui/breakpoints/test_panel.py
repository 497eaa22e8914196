"""The panel of breakpoints: conditions are added, changed, switched and removed with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.breakpoints.breakpoint import Breakpoint
from leftfold.ui.breakpoints.breakpoints import Breakpoints
from leftfold.ui.breakpoints.panel import BreakpointsPanel
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.document import Document
from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Mode, Themes
from tests.ui.breakpoints.conftest import ONES, TWOS

Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot, document: Document, breakpoints: Breakpoints, themes: Themes) -> BreakpointsPanel:
    panel = BreakpointsPanel(document, breakpoints, Words(document, document), themes)
    qtbot.addWidget(panel)
    panel.resize(380, 300)
    panel.show()
    return panel


def _enter(panel: BreakpointsPanel, text: str) -> None:
    panel.field.setText(text)
    QTest.keyClick(panel.field, Key.Key_Return)


def _rows(panel: BreakpointsPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_a_condition_is_added_and_its_hits_are_counted(panel: BreakpointsPanel, idle: Callable[[], None]) -> None:
    _enter(panel, " a  ==  1 ")
    idle()
    assert _rows(panel) == [f"a = 1   –   {len(ONES)} events"]
    assert panel.field.text() == ""
    assert panel.next.isEnabled()


def test_a_malformed_one_is_told_by_its_column_and_stays(panel: BreakpointsPanel, breakpoints: Breakpoints) -> None:
    _enter(panel, "a = ")
    assert panel.problem.text().startswith("The condition goes wrong at column 5: ")
    assert panel.field.property("role") == "wrong"
    assert breakpoints.known == ()
    QTest.keyClicks(panel.field, "1")
    assert panel.problem.text().startswith("A condition such as")
    assert panel.field.property("role") == ""


def test_one_is_changed(panel: BreakpointsPanel, breakpoints: Breakpoints) -> None:
    _enter(panel, "a = 1")
    panel.list.itemActivated.emit(panel.list.item(0))
    assert (panel.field.text(), panel.enter.text()) == ("a = 1", "Change")
    _enter(panel, "a = 0")
    assert breakpoints.known == (Breakpoint("a = 0"),)
    assert panel.enter.text() == "Add"
    panel.list.itemActivated.emit(panel.list.item(0))
    _enter(panel, "")
    assert panel.enter.text() == "Add"
    assert breakpoints.known == (Breakpoint("a = 0"),)


def test_one_is_switched_off_and_removed(panel: BreakpointsPanel, breakpoints: Breakpoints) -> None:
    _enter(panel, "a = 1")
    panel.list.setFocus()
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Key.Key_Space)
    assert list(breakpoints.known) == [Breakpoint("a = 1", on=False)]
    assert not panel.next.isEnabled()
    assert panel.drop.isEnabled()
    panel.drop.click()
    assert not breakpoints.known
    assert not panel.drop.isEnabled()


def test_what_hits_at_the_cursor_is_marked(
    panel: BreakpointsPanel, selection: Selection, idle: Callable[[], None], themes: Themes
) -> None:
    _enter(panel, "event.data.b = 2")
    idle()
    selection.go_to(0)
    panel.next.click()
    assert selection.ordinal == TWOS[0]
    assert _rows(panel)[0].startswith("▶ event.data.b = 2")
    panel.next.click()
    panel.previous.click()
    assert selection.ordinal == TWOS[0]
    selection.go_to(TWOS[0] + 1)
    assert not _rows(panel)[0].startswith("▶")
    themes.choose(Mode.DARK)
    assert not panel.next.icon().isNull()


def test_without_a_stream_only_the_conditions_are_listed(
    panel: BreakpointsPanel, document: Document, idle: Callable[[], None]
) -> None:
    _enter(panel, "a = 1")
    idle()
    document.selection.select(None)
    assert _rows(panel) == ["a = 1"]
    assert not panel.next.isEnabled()
    panel.type_new()
    assert panel.field.hasFocus()
