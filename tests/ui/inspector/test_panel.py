"""The inspector follows the cursor, and says what it shows and why where it shows nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.model.errors import StoreFailed
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.inspector.changes_page import ChangesPage
from leftfold.ui.inspector.event_page import EventPage
from leftfold.ui.inspector.panel import InspectorPanel
from leftfold.ui.selection import Selection
from leftfold.ui.snapshots import StreamSnapshots
from leftfold.ui.theme.themes import Themes
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.finding import button, the
from tests.ui.inspector.things import BROKEN, LAST, THING, make_things
from tests.ui.snapshotted import BARE, SAME, STUDENT, make_snapshotted


@pytest.fixture
def panel(qtbot: QtBot, document: Document, themes: Themes, clock: Clock) -> InspectorPanel:
    """The panel before a store is opened."""
    panel = InspectorPanel(document, themes, clock)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def go(selection: Selection, idle: Callable[[], None]) -> Callable[[int], None]:
    """Moves the cursor and waits for the moment."""

    def go(ordinal: int) -> None:
        selection.go_to(ordinal)
        idle()

    return go


@pytest.fixture
def opened(panel: InspectorPanel, open_store: OpenStore, tmp_path: Path) -> InspectorPanel:
    """The panel with the small stream at its end."""
    open_store(make_things(tmp_path), select=THING)
    return panel


def _value(panel: InspectorPanel, name: str) -> object:
    tree = panel.state.tree.tree
    return tree.index_of((name,)).siblingAtColumn(1).data()


def _notice(panel: InspectorPanel) -> str:
    return panel.pages.notice.text if panel.pages.notice else ""


def test_without_an_aggregate_it_says_what_to_do(panel: InspectorPanel) -> None:
    assert panel.pages.notice is not None
    assert panel.pages.notice.title == "No aggregate selected"


def test_an_aggregate_that_is_not_there_is_no_failure_of_the_panel(
    qtbot: QtBot, panel: InspectorPanel, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_things(tmp_path))
    with qtbot.waitSignal(document.load_failed, timeout=WAIT):
        document.select("nobody")
    assert panel.pages.notice is not None
    assert panel.pages.notice.title == "No aggregate selected"


def test_it_follows_the_cursor(opened: InspectorPanel, go: Callable[[int], None]) -> None:
    assert opened.pages.notice is None
    assert _value(opened, "size") == "3 → 8"
    go(2)
    assert _value(opened, "size") == "7 → 3"
    go(0)
    assert opened.scene is not None
    assert opened.scene.event is None
    assert opened.state.tree.tree.index(0, 0).siblingAtColumn(1).data() == "{}"


def test_the_tabs_show_the_same_moment(opened: InspectorPanel, go: Callable[[int], None], qtbot: QtBot) -> None:
    go(2)
    opened.show_event()
    assert opened.event_.sentence.text() == "Sized: size 3"
    opened.show_changes()
    qtbot.waitUntil(opened.changes.table.hasFocus, timeout=WAIT)
    assert opened.changes.model.rowCount() == 1
    go(3)
    assert opened.changes.model.path(0) == ("note",)
    assert opened.titles.title(2) == "Changes  1"
    opened.show_state()
    assert _value(opened, "note") == '{by: "Ann", stars: 5}'
    go(BROKEN)
    assert opened.titles.title(2) == "Changes"


def test_a_page_is_made_when_its_tab_is_first_turned_to(opened: InspectorPanel, go: Callable[[int], None]) -> None:
    go(2)
    assert opened.findChildren(EventPage) == []
    assert opened.findChildren(ChangesPage) == []
    opened.tabs.setCurrentIndex(1)
    assert the(EventPage, opened).sentence.text() == "Sized: size 3"
    opened.tabs.setCurrentIndex(2)
    assert the(ChangesPage, opened).model.rowCount() == 1
    opened.tabs.setCurrentIndex(1)
    assert opened.findChildren(EventPage) == [opened.event_]


def test_notes_lead_back_to_the_failure(opened: InspectorPanel, selection: Selection, idle: Callable[[], None]) -> None:
    assert opened.notes.texts[0].startswith(f"Stands on a failure at version {BROKEN}")
    button(f"Go to version {BROKEN}", opened).click()
    idle()
    assert selection.ordinal == BROKEN
    assert opened.notes.texts[0].startswith("This event could not be applied")


def test_a_change_leads_to_its_value_in_the_state(opened: InspectorPanel, go: Callable[[int], None]) -> None:
    go(1)
    opened.show_changes()
    opened.changes.table.setCurrentIndex(opened.changes.model.index(1, 0))
    QTest.keyClick(opened.changes.table, Qt.Key.Key_Return)
    assert opened.tabs.currentWidget() is opened.state
    assert opened.state.tree.wanted == ("size",)


def test_the_watched_field_is_pinned_above(
    opened: InspectorPanel, go: Callable[[int], None], selection: Selection
) -> None:
    opened.state.go_to(("size",))
    opened.watch_current()
    assert selection.watched == ("size",)
    opened.show_event()
    go(2)
    assert opened.watched.isVisible()
    assert opened.watched.value.text() == "7 → 3"
    opened.watch_current()
    assert not opened.watched.isVisible()


def test_with_a_draft_what_is_stored_stands_beside(
    opened: InspectorPanel, drafting: Drafting, go: Callable[[int], None]
) -> None:
    drafting.soft_delete(2)
    go(3)
    assert _value(opened, "size") == "7   stored 3 "
    assert opened.notes.texts == ["With the draft; stored values stand beside those that differ."]
    go(LAST)
    assert opened.notes.texts[-1] == "With the draft; here nothing differs from what is stored."


def test_a_stream_that_is_gone_says_why(
    opened: InspectorPanel, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise StoreFailed("The store is gone.")

    monkeypatch.setattr(document.session, "show_stream", fail)
    document.selection.select(None)
    document.select(THING)
    qtbot.waitUntil(lambda: _notice(opened) == "The store is gone.", timeout=WAIT)


def test_a_step_that_cannot_be_shown_says_why_and_is_read_again(
    opened: InspectorPanel, go: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, idle: Callable[[], None]
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise StoreFailed("The store is gone.")

    with monkeypatch.context() as gone:
        gone.setattr("leftfold.ui.inspector.panel.see", fail)
        go(2)
    assert _notice(opened) == "The store is gone."
    button("Read again", opened).click()
    idle()
    assert _notice(opened) == ""
    assert _value(opened, "size") == "7 → 3"


def test_slow_reading_is_said(opened: InspectorPanel, document: Document, qtbot: QtBot) -> None:
    document.loading.emit(None)
    qtbot.waitUntil(lambda: opened.pages.notice is not None, timeout=WAIT)
    assert opened.pages.notice is not None
    assert opened.pages.notice.title == "Reading the events"


def test_a_closed_store_leaves_nothing(opened: InspectorPanel, document: Document) -> None:
    document.close()
    assert opened.scene is None
    assert opened.pages.notice is not None
    assert opened.pages.notice.title == "No aggregate selected"


def test_the_tab_of_snapshots_is_there_where_the_stream_has_any(
    panel: InspectorPanel, document: Document, open_store: OpenStore, go: Callable[[int], None], tmp_path: Path
) -> None:
    known = StreamSnapshots(document)
    known.changed.connect(panel.mark_snapshots)
    open_store(make_snapshotted(tmp_path), select=STUDENT)
    assert panel.tabs.isTabVisible(3)
    panel.show_snapshot()
    go(SAME)
    assert panel.snapshot.verdict.text() == "The same as the replay."
    document.select(BARE)
    go(1)
    assert not panel.tabs.isTabVisible(3)
    assert panel.tabs.currentIndex() != 3


def test_what_could_not_be_read_is_copied_from_any_tab(
    opened: InspectorPanel, qtbot: QtBot, go: Callable[[int], None], idle: Callable[[], None]
) -> None:
    with qtbot.waitSignal(opened.unreadable_changed, timeout=WAIT):
        go(BROKEN)
    assert opened.unreadable
    opened.copy_hex()
    idle()
    assert QGuiApplication.clipboard().text() == b"{size: 9".hex()
    assert opened.event_.bytes.isVisible()
    opened.show_state()
    opened.copy_base64()
    idle()
    assert QGuiApplication.clipboard().text() == "e3NpemU6IDk="
    go(LAST)
    assert not opened.unreadable
