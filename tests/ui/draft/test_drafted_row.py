"""The line of all aggregates that something is proposed for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.draft.draft import Draft
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.draft.drafted_row import DraftedRow
from leftfold.ui.draft.panel import DraftPanel
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.themes import Mode, Themes
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore

ONE, TWO = StreamId("student", "1"), StreamId("student", "2")
DRAFT = Draft(ONE, 5, frozenset(), Because("Mira", "why"), (SoftDelete(5), SoftDelete(4)))


@pytest.fixture
def row(qtbot: QtBot, drafting: Drafting, themes: Themes) -> DraftedRow:
    row = DraftedRow(drafting, themes)
    qtbot.addWidget(row)
    return row


def test_it_lists_what_the_strip_does_not_show(drafting: Drafting, row: DraftedRow, themes: Themes) -> None:
    assert not row.show_drafted(ONE)
    drafting.drafts.put(DRAFT, text="a")
    assert not row.show_drafted(ONE), "the strip shows all there is"
    assert row.show_drafted(TWO)
    assert (row.title, row.cells) == ("Proposed for:", ("student/1 · 2",))
    drafting.drafts.put(replace(DRAFT, stream=TWO, edits=(SoftDelete(1),)), text="b")
    drafting.drafts.name = "Resets"
    assert row.show_drafted(TWO)
    assert (row.title, row.cells) == ("“Resets”:", ("student/1 · 2", "student/2 · 1"))
    assert row.list.currentRow() == 1
    before = row.list.item(0).icon().pixmap(14).toImage()
    themes.choose(Mode.DARK)
    assert row.list.item(0).icon().pixmap(14).toImage() != before


def test_an_aggregate_is_gone_to_by_mouse_and_by_keyboard(qtbot: QtBot, drafting: Drafting, row: DraftedRow) -> None:
    drafting.drafts.put(DRAFT, text="a")
    row.show_drafted(TWO)
    row.show()
    with qtbot.waitSignal(row.visit_asked) as told:
        QTest.mouseClick(
            row.list.viewport(), Qt.MouseButton.LeftButton, pos=row.list.visualItemRect(row.list.item(0)).center()
        )
    assert told.args == [ONE]
    row.list.setCurrentRow(0)
    with qtbot.waitSignal(row.visit_asked):
        QTest.keyClick(row.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(row.commit_asked):
        row.commit.click()


@pytest.fixture
def panel(qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes) -> DraftPanel:
    panel = DraftPanel(document, drafting, themes, Clock())
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_the_strip_shows_it_and_goes_there(
    qtbot: QtBot, panel: DraftPanel, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    document = panel.document
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]}), select="student/1")
    drafting.soft_delete(RESET)
    document.select("student/2")
    qtbot.waitUntil(lambda: document.shown is not None and document.shown.replay.stream == TWO)
    assert panel.row.isVisible()
    assert panel.row.cells == ("student/1 · 1",)
    with qtbot.waitSignal(panel.commit_all_asked):
        panel.row.commit.click()
    panel.row.visit_asked.emit(ONE)
    qtbot.waitUntil(lambda: document.shown is not None and document.shown.replay.stream == ONE)
    assert not panel.row.isVisible()
    qtbot.waitUntil(lambda: document.tasks.is_idle)
