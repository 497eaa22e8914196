"""The list of events follows the selection, moves it, finds, and proposes corrections."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.cells import Column, tip_of
from leftfold.ui.events.facts import Facts, facts_of
from leftfold.ui.events.finding import CHUNK
from leftfold.ui.events.panel import EventsPanel
from leftfold.ui.events.told_pages import PAGE
from leftfold.ui.tasks import Lane
from leftfold.ui.theme.themes import Themes
from tests.school import EVENTS, RESET
from tests.store_builders import Payload, make_eventsourcing, make_native
from tests.ui.conftest import WAIT, HoldLane, OpenStore
from tests.ui.events.made import LISA, CountingSource, held_after, long_replay
from tests.ui.events.test_fetching import BrokenSource
from tests.ui.finding import button, the

ODD: list[tuple[str, Payload]] = [*EVENTS, ("unheardOf", {}), ("lessonCompleted", {"lesson": 3})]


@pytest.fixture
def panel(qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes, clock: Clock) -> EventsPanel:
    panel = EventsPanel(document, drafting, themes, clock, Words(document, document))
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    return panel


@pytest.fixture
def student(qtbot: QtBot, panel: EventsPanel, open_store: OpenStore, tmp_path: Path) -> EventsPanel:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": ODD, "student/2": EVENTS[:1]}), select="student/1")
    qtbot.waitUntil(lambda: _sentence(panel, 1) != "")
    return panel


def _sentence(panel: EventsPanel, version: int) -> str:
    told = panel.model.facts_at(version - 1).told if panel.model.rowCount() >= version else None
    return told.sentence if told else ""


def _title(panel: EventsPanel) -> str:
    return panel.pages.notice.title if panel.pages.notice else ""


def test_without_an_aggregate_it_says_what_to_do(panel: EventsPanel) -> None:
    assert _title(panel) == "No aggregate selected"


def test_without_an_aggregate_there_is_nothing_to_find(qtbot: QtBot, panel: EventsPanel) -> None:
    panel.open_find()
    with qtbot.waitSignal(panel.finder.changed):
        panel.bar.field.setText("reset")
        QTest.keyClick(panel.bar.field, Qt.Key.Key_Return)
    assert panel.bar.count.text() == ""
    assert _title(panel) == "No aggregate selected"


def test_each_event_is_told_in_a_sentence(qtbot: QtBot, student: EventsPanel) -> None:
    qtbot.waitUntil(lambda: _sentence(student, 7) != "")
    assert _sentence(student, 5) == "Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)"
    assert _sentence(student, 6).startswith("unheardOf could not be applied")
    facts = student.model.facts_at(6).told
    assert facts is not None
    assert facts.stands_on == 6
    assert _title(student) == ""


def test_the_list_follows_the_cursor_and_leads_it(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    table, selection = student.table, document.selection
    qtbot.waitUntil(lambda: table.currentIndex().row() == 6)
    selection.go_to(2)
    qtbot.waitUntil(lambda: table.currentIndex().row() == 1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert selection.ordinal == 3
    for _row in range(3):
        QTest.keyClick(table, Qt.Key.Key_Up)
    assert selection.ordinal == 0
    qtbot.waitUntil(lambda: not table.currentIndex().isValid())
    center = table.visualRect(student.model.index(3, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert selection.ordinal == 4


def test_a_text_is_found_and_stepped_over(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    document.selection.go_to(0)
    student.open_find()
    QTest.keyClicks(student.bar.field, "completed activity")
    QTest.keyClick(student.bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not student.finder.is_running)
    assert document.selection.ordinal == 2
    assert student.bar.count.text() == "1 of 2 matches in 7 events"
    student.finder.go_next()
    assert document.selection.ordinal == 3
    student.finder.go_next()
    assert document.selection.ordinal == 2
    student.finder.go_previous()
    assert document.selection.ordinal == 3


def test_a_condition_is_found_and_only_matches_listed(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    student.open_find()
    student.bar.field.setText("fell(currentPosition)")
    qtbot.waitUntil(lambda: student.finder.found.query is not None and not student.finder.is_running)
    assert student.finder.found.ordinals.tolist() == [RESET]
    student.bar.only.click()
    assert student.model.rowCount() == 1
    assert student.model.ordinal_at(0) == RESET
    document.selection.go_to(RESET)
    qtbot.waitUntil(lambda: student.table.currentIndex().row() == 0)
    student.bar.close_bar()
    assert student.model.rowCount() == 7


def test_a_malformed_condition_is_told_at_its_column(qtbot: QtBot, student: EventsPanel) -> None:
    student.open_find()
    student.bar.field.setText("currentPosition <")
    qtbot.waitUntil(lambda: "column" in student.bar.problem.text())
    student.bar.field.setText("nothing like this")
    qtbot.waitUntil(lambda: student.bar.count.text() == "No match in 7 events")
    assert not student.bar.problem.isVisible()
    student.bar.only.click()
    assert _title(student) == "No event matches"
    student.bar.only.click()


def test_an_event_is_proposed_for_deletion_by_key_and_withdrawn(
    qtbot: QtBot, student: EventsPanel, document: Document, drafting: Drafting
) -> None:
    document.selection.go_to(RESET)
    qtbot.waitUntil(lambda: student.table.currentIndex().row() == RESET - 1)
    student.table.setFocus()
    QTest.keyClick(student.table, Qt.Key.Key_Delete)
    assert len(drafting.drafted) == 1
    assert student.model.facts_at(RESET - 1).proposal.value == "Soft-deleted in the draft"
    assert student.correcting.why_no_soft_delete == "The event is soft-deleted already."
    student.restore_current()
    assert student.model.facts_at(RESET - 1).proposal.value == ""
    drafting.append("lessonCompleted", {"lesson": 3})
    qtbot.waitUntil(lambda: student.model.rowCount() == 8)
    document.selection.go_to(8)
    assert student.correcting.is_proposed
    student.soft_delete_current()
    assert student.model.rowCount() == 7


def test_what_cannot_be_proposed_is_refused_with_its_reason(
    qtbot: QtBot, panel: EventsPanel, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    with qtbot.waitSignal(drafting.refused) as told:
        panel.soft_delete_current()
    assert told.args == ["Step to an event first."]
    state = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"}}'
    id_ = "bcdebc42106a42cc9f8ef991f44d702f"
    open_store(make_eventsourcing(tmp_path / "s.db", [(id_, 1, "bank:Account.Opened", state)]), select=id_)
    with qtbot.waitSignal(drafting.refused) as told:
        panel.soft_delete_current()
    assert told.args is not None
    assert "knows no mark" in told.args[0]


def test_the_menu_says_what_can_be_done_and_why_not(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    document.selection.go_to(RESET)
    qtbot.waitUntil(lambda: student.table.currentIndex().row() == RESET - 1)
    student.table.menu_asked.emit(QPoint(10, 10))
    menu = the(QMenu, student.table)
    offered = {action.text(): action.toolTip() for action in menu.actions() if not action.isSeparator()}
    enabled = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    proposals = ["Restore this state…", "Compensate this event…", "Copy into a new event…"]
    assert enabled == ["Soft-delete in the draft", *proposals, "Copy event as JSON", "Copy sentence"]
    assert offered["Restore in the draft"] == "The event is not soft-deleted."
    with qtbot.waitSignal(menu.destroyed):
        menu.close()


def test_an_event_is_copied_as_json_and_as_a_sentence(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    document.selection.go_to(RESET)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    student.copy_current()
    qtbot.waitUntil(lambda: clipboard.text() != "")
    copied: JsonObject = json.loads(clipboard.text())
    assert (copied["version"], copied["type"]) == (RESET, "resetProgress")
    assert copied["data"] == {"lesson": 3, "activity": 1}
    student.correcting.copy_sentence()
    qtbot.waitUntil(lambda: clipboard.text().startswith("Progress was reset"))


def test_columns_are_found_where_they_were(student: EventsPanel) -> None:
    header = student.table.horizontalHeader()
    header.resizeSection(2, 333)
    state = student.save_state()
    student.columns.reset()
    assert header.sectionSize(2) != 333
    assert student.restore_state(state)
    assert header.sectionSize(2) == 333
    assert not student.restore_state(QByteArray(b"1damaged"))
    assert not student.restore_state(QByteArray(b"of another form"))


def test_a_stream_that_is_gone_is_told(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    with qtbot.waitSignal(document.load_failed):
        document.select("student/99")
    assert student.model.rowCount() == 7
    document.select("student/2")
    qtbot.waitUntil(lambda: student.model.rowCount() == 1)


def test_escape_in_the_list_closes_the_bar(qtbot: QtBot, student: EventsPanel) -> None:
    student.open_find()
    student.table.setFocus()
    QTest.keyClick(student.table, Qt.Key.Key_Escape)
    assert student.bar.isHidden()
    qtbot.waitUntil(student.table.hasFocus)
    QTest.keyClick(student.table, Qt.Key.Key_Escape)
    assert student.table.isVisible()


def test_what_a_row_says_is_copied_from_the_list(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    document.selection.go_to(RESET)
    qtbot.waitUntil(lambda: student.table.currentIndex().row() == RESET - 1)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    QTest.keyClick(student.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard.text() == _sentence(student, RESET))


def test_letters_typed_in_the_list_are_looked_for(qtbot: QtBot, student: EventsPanel) -> None:
    student.table.setFocus()
    QTest.keyClick(student.table, Qt.Key.Key_R)
    assert student.bar.isVisible()
    assert student.bar.field.text() == "r"
    qtbot.waitUntil(lambda: student.bar.count.text() != "")
    qtbot.waitUntil(lambda: not student.finder.is_running)


def test_a_space_typed_in_the_list_is_nothing_to_look_for(student: EventsPanel) -> None:
    student.table.typed.emit(" ")
    assert student.bar.isHidden()


def test_where_nothing_matches_all_events_are_offered_again(qtbot: QtBot, student: EventsPanel) -> None:
    student.open_find()
    student.bar.only.click()
    student.bar.field.setText("nothing like this")
    qtbot.waitUntil(lambda: _title(student) == "No event matches")
    button("List all events", student.pages).click()
    assert _title(student) == ""
    assert student.model.rowCount() == 7


def test_only_matches_are_listed_while_the_draft_or_the_stream_changes(
    qtbot: QtBot, student: EventsPanel, document: Document, drafting: Drafting
) -> None:
    student.open_find()
    student.bar.only.click()
    student.bar.field.setText("fell(currentPosition)")
    qtbot.waitUntil(lambda: student.model.rowCount() == 1)
    counts: set[int] = set()
    student.model.modelReset.connect(lambda: counts.add(student.model.rowCount()))
    drafting.append("resetProgress", {"lesson": 1, "activity": 1})
    qtbot.waitUntil(lambda: student.model.rowCount() == 2)
    drafting.discard()
    qtbot.waitUntil(lambda: student.model.rowCount() == 1 and not student.finder.is_running)
    assert counts == {1}
    document.selection.select(StreamId("student", "2"))
    qtbot.waitUntil(lambda: _title(student) == "No event matches")
    assert counts == {0, 1}
    student.bar.close_bar()
    assert student.model.rowCount() == 1


def test_a_text_typed_on_leaves_what_is_listed_until_more_is_known(
    qtbot: QtBot, student: EventsPanel, document: Document
) -> None:
    student.open_find()
    student.bar.only.click()
    student.bar.field.setText("of lesson")
    qtbot.waitUntil(lambda: student.model.rowCount() == 2)
    counts: list[int] = []
    student.model.modelReset.connect(lambda: counts.append(student.model.rowCount()))
    student.bar.field.setText("2 of lesson")
    qtbot.waitUntil(lambda: student.model.rowCount() == 1)
    assert counts == [1]
    qtbot.waitUntil(lambda: document.tasks.is_idle)


def test_a_search_that_was_stopped_does_not_say_that_nothing_matches(
    qtbot: QtBot, panel: EventsPanel, document: Document
) -> None:
    with held_after(2 * CHUNK) as source:
        document.selection.select(LISA)
        document.show_replay(long_replay(3 * CHUNK, source))
        panel.open_find()
        panel.bar.only.click()
        panel.bar.field.setText("nothing like this")
        qtbot.waitUntil(lambda: panel.finder.found.scanned > 0, timeout=WAIT)
        assert _title(panel) == ""
        panel.bar.halt.click()
        assert _title(panel) == "No event matches so far"
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_events_that_cannot_be_searched_say_why(qtbot: QtBot, panel: EventsPanel, document: Document) -> None:
    document.selection.select(LISA)
    with qtbot.waitSignals([document.survey_failed, document.moment_failed], timeout=WAIT):
        document.show_replay(long_replay(10, BrokenSource()))
    panel.open_find()
    panel.bar.only.click()
    panel.bar.field.setText("activity")
    qtbot.waitUntil(lambda: _title(panel) == "The events cannot be searched", timeout=WAIT)
    assert panel.bar.count.text() == "The database is gone; open it again."
    button("List all events", panel.pages).click()
    assert panel.model.rowCount() == 10
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_of_a_million_events_only_those_in_view_are_looked_at(
    qtbot: QtBot, panel: EventsPanel, document: Document, held: HoldLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, looked_at = CountingSource(), set[int]()

    def counted(*arguments: Any, **options: Any) -> Facts:
        facts = facts_of(*arguments, **options)
        looked_at.add(facts.ordinal)
        return facts

    monkeypatch.setattr("leftfold.ui.events.model.facts_of", counted)
    with held(Lane.SURVEY), held(Lane.MOMENT):
        document.selection.select(LISA)
        document.show_replay(long_replay(1_000_000, source))
        panel.grab()
        document.selection.go_to(3)
        qtbot.waitUntil(lambda: panel.table.currentIndex().row() == 2)
        panel.grab()
        panel.model.release()
        qtbot.waitUntil(lambda: panel.model.facts_at(2).told is not None, timeout=WAIT)
        panel.grab()
        document.tasks.cancel_all()
    assert panel.model.rowCount() == 1_000_000
    assert len(looked_at) < 100
    assert max(last for _first, last in source.read_from) == PAGE
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_a_stream_that_takes_long_says_how_far_it_is_read(qtbot: QtBot, panel: EventsPanel, document: Document) -> None:
    document.loading.emit(StreamId("student", "1"))
    qtbot.waitUntil(lambda: _title(panel) == "Reading the events")
    document.progressed.emit(40_000)
    assert panel.pages.notice is not None
    assert panel.pages.notice.text == "40,000 so far"


def test_a_stream_that_is_read_again_is_not_hidden(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    student.open_find()
    student.bar.only.click()
    student.bar.field.setText("nothing like this")
    qtbot.waitUntil(lambda: _title(student) == "No event matches")
    document.progressed.emit(40_000)
    assert _title(student) == "No event matches"


def test_an_aggregate_that_is_not_there_is_no_failure_of_the_list(
    qtbot: QtBot, panel: EventsPanel, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}))
    with qtbot.waitSignal(document.load_failed):
        document.select("nobody")
    assert _title(panel) == "No aggregate selected"


def test_a_stream_that_cannot_be_read_is_tried_again(
    qtbot: QtBot, student: EventsPanel, document: Document, tmp_path: Path
) -> None:
    aside = tmp_path / "aside.sqlite"
    assert document.session is not None
    document.session.store.close()
    (tmp_path / "s.sqlite").rename(aside)
    with qtbot.waitSignal(document.load_failed):
        document.selection.select(StreamId("student", "2"))
    assert _title(student) == "The events cannot be read"
    aside.rename(tmp_path / "s.sqlite")
    button("Try again", student.pages).click()
    qtbot.waitUntil(lambda: student.model.rowCount() == 1)
    assert _title(student) == ""


def test_rows_that_cannot_be_read_are_told_until_they_can(student: EventsPanel) -> None:
    student.model.failed.emit("The database is gone; open it again.")
    assert student.trouble.isVisible()
    student.model.dataChanged.emit(student.model.index(0, 0), student.model.index(0, 0))
    assert student.trouble.isHidden()


def test_playing_through_all_events_ends_at_the_last(qtbot: QtBot, student: EventsPanel, document: Document) -> None:
    document.selection.go_to(0)
    qtbot.waitUntil(lambda: not student.table.currentIndex().isValid())
    for _event in range(7):
        document.selection.step(1)
    qtbot.waitUntil(lambda: student.table.currentIndex().row() == 6)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """What the events whose rows were painted are called, by their ordinals."""
    painted: dict[int, str] = {}

    def seen(*arguments: Any, **options: Any) -> Facts:
        facts = facts_of(*arguments, **options)
        painted[facts.ordinal] = facts.title
        return facts

    monkeypatch.setattr("leftfold.ui.events.model.facts_of", seen)
    return painted


@pytest.fixture
def long(document: Document, open_store: OpenStore, tmp_path: Path) -> Document:
    """A document whose store has a long stream."""
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 6})] * 300}))
    return document


@pytest.mark.usefixtures("in_pages")
def test_the_first_and_the_last_rows_are_painted_before_the_middle_is_read(
    qtbot: QtBot, panel: EventsPanel, long: Document, held: HoldLane, painted: dict[int, str]
) -> None:
    model = panel.model
    with held(Lane.SURVEY), held(Lane.MOMENT), held(Lane.ROWS):
        with qtbot.waitSignal(long.loaded, timeout=WAIT):
            long.select("student/1")
        for ordinal in (300, 150, 1):
            long.selection.go_to(ordinal)
            qtbot.waitUntil(partial(_stands_at, panel, ordinal))
            panel.grab()
        assert (model.rowCount(), painted[1], painted[300]) == (300, "Student placed", "Student placed")
        assert (painted[150], model.index(149, Column.SENTENCE).data()) == ("Not read yet", "Not read yet")
        assert "Event 150, not read yet" in tip_of(model.facts_at(149), Clock())
    qtbot.waitUntil(lambda: bool(model.index(149, Column.TYPE).data() == "placeStudent"), timeout=WAIT)
    assert model.facts_at(149).title == "Student placed"
    qtbot.waitUntil(lambda: long.tasks.is_idle, timeout=WAIT)


def _stands_at(panel: EventsPanel, ordinal: int) -> bool:
    return panel.table.currentIndex().row() == ordinal - 1
