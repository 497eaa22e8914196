"""What the timeline offers to do with an event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from leftfold.model.edits import SoftDelete
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from leftfold.ui.timeline.event_menu import TimelineMenus
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.plot import Plot
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore
from tests.ui.finding import the

Menu = Callable[[int], list[QAction]]


@pytest.fixture
def school(panel: TimelinePanel, open_store: OpenStore, tmp_path: Path) -> TimelinePanel:
    """The panel with a student."""
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    return panel


@pytest.fixture
def asked() -> list[str]:
    """The actions that were asked for."""
    return []


@pytest.fixture
def actions(school: TimelinePanel, document: Document, drafting: Drafting, asked: list[str]) -> Menu:
    """The menu's actions for an event."""
    menus = TimelineMenus(document, drafting, school.viewing.model, asked.append)
    return lambda ordinal: [action for action in menus.menu(ordinal, school).actions() if not action.isSeparator()]


def test_an_event_can_be_gone_to(actions: Menu, selection: Selection) -> None:
    go, *_others = actions(2)
    assert go.text() == "Go to event 2"
    go.trigger()
    assert selection.ordinal == 2


def test_an_event_is_deleted_and_restored_in_the_draft(
    actions: Menu, drafting: Drafting, idle: Callable[[], None]
) -> None:
    _go, edit, *_others = actions(3)
    assert edit.text() == "Soft-delete event 3 in the draft"
    edit.trigger()
    idle()
    assert drafting.draft is not None
    assert drafting.draft.edits == (SoftDelete(3),)
    _go, edit, *_others = actions(3)
    assert edit.text() == "Restore event 3 in the draft"
    edit.trigger()
    idle()
    assert not drafting.draft


def test_a_proposed_event_offers_no_edit(actions: Menu, drafting: Drafting, idle: Callable[[], None]) -> None:
    drafting.append("lessonCompleted", {"lesson": 3})
    idle()
    assert [action.isEnabled() for action in actions(len(EVENTS) + 1)][:2] == [True, False]


def test_what_proposes_new_events_is_asked_for_once_the_cursor_is_there(
    actions: Menu, asked: list[str], selection: Selection
) -> None:
    proposals = {action.text(): action for action in actions(2)}
    proposals["Restore this state…"].trigger()
    assert (selection.ordinal, asked) == (2, ["event.restore-state"])
    proposals["Copy into a new event…"].trigger()
    assert asked[1:] == ["event.copy-to-new"]


def test_the_panel_opens_it_where_it_is_asked_for(school: TimelinePanel, document: Document) -> None:
    plot = the(Plot, school)
    plot.menu_asked.emit(2, plot.mapToGlobal(QPoint(300, 100)))
    menu = the(QMenu, school)
    assert menu.isVisible()
    menu.actions()[0].trigger()
    menu.close()
    assert document.selection.ordinal == 2
