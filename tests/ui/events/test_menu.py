"""The menu of an event in the list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.correcting import Correcting
from leftfold.ui.events.menu import event_menu
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore

PROPOSALS = ["Restore this state…", "Compensate this event…", "Copy into a new event…"]


class Menus:
    """Opens the menu of the event at the cursor."""

    def __init__(self, correcting: Correcting, parent: QWidget) -> None:
        self._correcting = correcting
        self._parent = parent
        self.asked: list[str] = []

    def open(self) -> QMenu:
        """The menu as it is now."""
        return event_menu(self._correcting, self.asked.append, self._parent)

    def choose(self, title: str) -> None:
        """Choose an entry."""
        next(action for action in self.open().actions() if action.text() == title).trigger()


@pytest.fixture
def menus(document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> Iterator[Menus]:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    document.selection.go_to(RESET)
    parent = QWidget()
    yield Menus(Correcting(document, drafting), parent)
    parent.deleteLater()


def possible(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isEnabled() and action.text()]


def test_a_stored_event_is_deleted_or_restored(menus: Menus, drafting: Drafting) -> None:
    copies = [*PROPOSALS, "Copy event as JSON", "Copy sentence"]
    assert possible(menus.open()) == ["Soft-delete in the draft", *copies]
    menus.choose("Soft-delete in the draft")
    assert drafting.draft is not None
    assert possible(menus.open()) == ["Restore in the draft", *copies]
    menus.choose("Restore in the draft")
    assert drafting.draft is None


def test_what_proposes_new_events_is_asked_for_by_its_action(menus: Menus) -> None:
    for title in PROPOSALS:
        menus.choose(title)
    assert menus.asked == ["event.restore-state", "event.compensate", "event.copy-to-new"]


def test_what_cannot_be_done_says_why(menus: Menus) -> None:
    menu = menus.open()
    tips = {action.text(): action.toolTip() for action in menu.actions()}
    assert tips["Restore in the draft"] == "The event is not soft-deleted."
    assert tips["Copy sentence"] == "Copy sentence"
    assert menu.toolTipsVisible()


def test_a_proposed_event_is_taken_out_of_the_draft(menus: Menus, document: Document, drafting: Drafting) -> None:
    drafting.append("lessonCompleted", {"lesson": 3})
    document.selection.go_to(RESET + 1)
    assert possible(menus.open())[0] == "Take out of the draft"
    menus.choose("Take out of the draft")
    assert drafting.draft is None


def test_an_event_is_copied(qtbot: QtBot, menus: Menus) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    menus.choose("Copy sentence")
    qtbot.waitUntil(lambda: clipboard.text().startswith("Progress was reset"), timeout=WAIT)
    menus.choose("Copy event as JSON")
    qtbot.waitUntil(lambda: clipboard.text().startswith("{"), timeout=WAIT)
