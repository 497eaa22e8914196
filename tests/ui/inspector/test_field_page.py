"""The selected field: its changes are listed as they are found, and each leads to its event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.model.errors import StoreFailed
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.inspector.field_page import FieldPage
from leftfold.ui.selection import Selection
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Mode, Themes
from tests.ui.conftest import WAIT
from tests.ui.finding import button

pytestmark = pytest.mark.usefixtures("things")


@pytest.fixture
def page(qtbot: QtBot, document: Document, themes: Themes, clock: Clock) -> FieldPage:
    """No field selected yet."""
    page = FieldPage(document, themes, clock)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def show(page: FieldPage, qtbot: QtBot, tasks: Tasks) -> Callable[[str], None]:
    """Selects a field and waits until its history is listed."""

    def show(name: str) -> None:
        page.show_field((name,))
        qtbot.waitUntil(lambda: page.is_settled and tasks.is_idle, timeout=WAIT)

    return show


def _ordinals(page: FieldPage) -> list[int]:
    return [page.model.ordinal(row) for row in range(page.model.rowCount())]


def test_without_a_field_it_says_what_to_do(page: FieldPage) -> None:
    assert page.pages.notice is not None
    assert page.pages.notice.title == "No value selected"


def test_the_changes_of_a_field_are_listed(page: FieldPage, show: Callable[[str], None]) -> None:
    show("size")
    assert _ordinals(page) == [1, 2, 7]
    assert (page.name.text(), page.count.text()) == ("size", "3 changes")
    assert page.pages.notice is None


def test_a_field_that_never_changed_says_so(page: FieldPage, show: Callable[[str], None]) -> None:
    show("nowhere")
    assert page.pages.notice is not None
    assert page.pages.notice.title == "It never changed"


def test_the_change_that_the_value_stems_from_is_current(
    page: FieldPage, show: Callable[[str], None], selection: Selection
) -> None:
    show("size")
    assert page.table.currentIndex().row() == 2
    selection.go_to(5)
    assert page.table.currentIndex().row() == 1
    selection.go_to(0)
    assert not page.table.currentIndex().isValid()


def test_a_change_leads_to_its_event(page: FieldPage, show: Callable[[str], None], selection: Selection) -> None:
    show("size")
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    assert selection.ordinal == 2
    rect = page.table.visualRect(page.model.index(0, 0))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert selection.ordinal == 1


def test_a_draft_changes_the_list_from_its_first_edit_on(
    page: FieldPage, show: Callable[[str], None], drafting: Drafting, idle: Callable[[], None]
) -> None:
    show("size")
    dropped: list[tuple[int, int]] = []
    page.model.rowsRemoved.connect(lambda _above, first, last: dropped.append((first, last)))
    drafting.restore(4)
    idle()
    assert _ordinals(page) == [1, 2, 4, 7]
    assert dropped == [(2, 2)]
    drafting.discard()
    idle()
    assert _ordinals(page) == [1, 2, 7]


def test_a_field_can_be_watched(page: FieldPage, show: Callable[[str], None], selection: Selection) -> None:
    show("size")
    watch = button("Watch this field", page)
    watch.click()
    assert selection.watched == ("size",)
    selection.watch(("name",))
    assert not watch.isChecked()
    show("name")
    assert watch.isChecked()
    watch.click()
    assert selection.watched is None


def test_its_value_can_be_copied(page: FieldPage, show: Callable[[str], None], qtbot: QtBot, themes: Themes) -> None:
    show("size")
    themes.choose(Mode.DARK)
    with qtbot.waitSignal(page.copy_asked):
        button("Copy value", page).click()


def test_nothing_is_searched_for_nobody(page: FieldPage, tasks: Tasks, qtbot: QtBot) -> None:
    page.hide()
    page.show_field(("size",))
    qtbot.waitUntil(lambda: page.is_settled, timeout=WAIT)
    assert tasks.is_idle
    assert page.model.rowCount() == 0
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=WAIT)


def test_a_search_that_fails_says_why_and_can_be_begun_again(
    page: FieldPage, show: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, idle: Callable[[], None]
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise StoreFailed("The store is gone.")

    with monkeypatch.context() as gone:
        gone.setattr("leftfold.ui.inspector.field_search.field_history", fail)
        show("size")
    assert page.pages.notice is not None
    assert page.pages.notice.text == "The store is gone."
    button("Search again", page).click()
    idle()
    assert _ordinals(page) == [1, 2, 7]
