"""The audit in the window: read, narrowed down, checked, exported, and undone by a draft."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from leftfold.draft.draft import with_soft_delete
from leftfold.model.edits import Because, Restore
from leftfold.session import Session
from leftfold.ui.audit.dialog import AuditDialog
from leftfold.ui.audit.model import Column
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from tests.school import EVENTS, RESET
from tests.store_builders import make_eventsourcing, make_native, stream_id
from tests.ui.conftest import WAIT, OpenStore

Idle = Callable[[], None]
WHY = Because("Mira", "a wrong reset", "SUP-1")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A store in which the reset of one of two students is soft-deleted."""
    path = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS})
    with closing(Session.open(str(path))) as session:
        session.unlock()
        replay = session.open_stream(stream_id("student/1"))
        session.commit(with_soft_delete(session.new_draft(replay, WHY), replay.index, RESET))
    return path


@pytest.fixture
def around(themes: Themes, clock: Clock, tmp_path: Path) -> Surroundings:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    return Surroundings(themes, clock, Settings(kept))


@pytest.fixture
def dialog(
    qtbot: QtBot, document: Document, drafting: Drafting, around: Surroundings, idle: Idle
) -> Iterator[Callable[[], AuditDialog]]:
    def show() -> AuditDialog:
        dialog = AuditDialog(document, drafting, around)
        qtbot.addWidget(dialog)
        dialog.show()
        idle()
        return dialog

    yield show
    drafting.discard()


@pytest.fixture
def shown(open_store: OpenStore, school: Path, dialog: Callable[[], AuditDialog]) -> AuditDialog:
    open_store(school)
    return dialog()


def listed(dialog: AuditDialog, column: Column) -> list[str]:
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def press(button: QAbstractButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_newest_entry_comes_first(shown: AuditDialog) -> None:
    assert shown.windowTitle() == "Audit of s.sqlite"
    assert listed(shown, Column.ENTRY) == ["2", "1"]
    assert listed(shown, Column.WHAT) == [
        "Soft-deleted event 5 (resetProgress)",
        "Imported 10 events into 2 aggregates",
    ]
    assert listed(shown, Column.WHO) == ["Mira", "tester"]
    assert listed(shown, Column.AGGREGATE) == ["student/1", "many"]
    assert (listed(shown, Column.TICKET)[0], listed(shown, Column.WHY)[0]) == ("SUP-1", "a wrong reset")


def test_an_entry_is_told_in_sentences(shown: AuditDialog, clock: Clock) -> None:
    assert not shown.go_button.isEnabled()
    shown.table.follow(0)
    told = shown.details.toPlainText()
    assert told.startswith("Mira wrote this on ")
    assert "UTC, with leftfold " in told
    assert "State before: " in told
    assert shown.undo_button.isEnabled()
    shown.table.follow(1)
    assert "Many aggregates were written to." in shown.details.toPlainText()
    assert not shown.undo_button.isEnabled()
    clock.show_in(utc=False)
    assert "tester wrote this on " in shown.details.toPlainText()


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("find", "RESET", ["2"]),
        ("aggregate", "student/1", ["2"]),
        ("author", "test", ["1"]),
        ("ticket", "sup", ["2"]),
        ("since", "2020-01-01", ["2", "1"]),
        ("until", "2020-01-01", []),
    ],
)
def test_entries_are_narrowed_down(qtbot: QtBot, shown: AuditDialog, field: str, text: str, found: list[str]) -> None:
    with qtbot.waitSignal(shown.reading.listed, timeout=WAIT):
        shown.filters.fields[field].setText(text)
    assert listed(shown, Column.ENTRY) == found
    assert (shown.pages.notice is None) is bool(found)
    assert shown.export_button.isEnabled() is bool(found)


def test_a_time_that_is_none_is_told_and_lists_what_it_listed(qtbot: QtBot, shown: AuditDialog) -> None:
    with qtbot.waitSignal(shown.filters.complained, timeout=WAIT):
        shown.filters.fields["since"].setText("yesterday")
    assert shown.said.text() == "A time is written as 2026-11-24 or 2026-11-24T16:30, in UTC."
    assert listed(shown, Column.ENTRY) == ["2", "1"]


def test_the_outcome_of_verifying_is_told_in_words(qtbot: QtBot, shown: AuditDialog, school: Path) -> None:
    with qtbot.waitSignal(shown.reading.verified, timeout=WAIT):
        press(shown.verify_button)
    assert shown.said.text().startswith("The audit is whole: 2 entries looked at.")
    with closing(sqlite3.connect(school)) as connection, connection:
        connection.execute("DROP TRIGGER audit_never_update")
        connection.execute("UPDATE audit SET author = 'Bea' WHERE id = 2")
    with qtbot.waitSignal(shown.reading.verified, timeout=WAIT):
        press(shown.verify_button)
    assert shown.said.text().startswith("Entry 2 is not as it was written")
    assert "The audit is broken: 2 entries looked at." in shown.said.text()


def test_what_is_listed_is_exported(
    qtbot: QtBot, shown: AuditDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "audit.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(file), ""))
    with qtbot.waitSignal(shown.reading.exported, timeout=WAIT):
        press(shown.export_button)
    assert shown.said.text() == f"2 entries written to {file}."
    assert [row["entry"] for row in csv.DictReader(file.read_text("utf-8").splitlines())] == ["1", "2"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "audit.doc"), ""))
    with qtbot.waitSignal(shown.reading.failed, timeout=WAIT):
        press(shown.export_button)
    assert "ends in none of" in shown.said.text()


@pytest.mark.parametrize("twice", [True, False])
def test_an_entry_leads_to_the_event_it_is_about(
    document: Document, shown: AuditDialog, idle: Idle, *, twice: bool
) -> None:
    shown.table.follow(0)
    if twice:
        shown.table.doubleClicked.emit(shown.model.index(0, 0))
    else:
        press(shown.go_button)
    idle()
    assert document.selection.stream == stream_id("student/1")
    assert document.selection.ordinal == RESET


def test_undoing_is_proposed_as_a_draft_on_the_aggregate(
    document: Document, drafting: Drafting, shown: AuditDialog, idle: Idle
) -> None:
    shown.table.follow(0)
    press(shown.undo_button)
    idle()
    assert document.selection.stream == stream_id("student/1")
    assert drafting.draft is not None
    assert drafting.draft.edits == (Restore(RESET),)
    assert drafting.because.reason == "Undo of entry 2 (Soft-deleted event 5 (resetProgress)): a wrong reset"
    assert drafting.because.ticket == "SUP-1"
    assert shown.said.text().startswith("A draft that undoes it is laid on the aggregate")


def test_what_is_committed_meanwhile_is_listed(
    qtbot: QtBot, drafting: Drafting, shown: AuditDialog, idle: Idle
) -> None:
    shown.table.follow(0)
    press(shown.undo_button)
    idle()
    drafting.lock.unlock()
    idle()
    with qtbot.waitSignal(drafting.committed, timeout=WAIT):
        drafting.commit()
    idle()
    assert listed(shown, Column.ENTRY) == ["3", "2", "1"]
    press(shown.undo_button)
    idle()
    assert shown.said.text().endswith("was restored since, by entry 3.")


def test_a_store_that_nothing_was_written_to_says_so(
    open_store: OpenStore, tmp_path: Path, dialog: Callable[[], AuditDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    open_store(make_eventsourcing(tmp_path / "foreign.db", [("x", 1, "m:Dog.Born", b"{}")]))
    shown = dialog()
    notice = shown.pages.notice
    assert notice is not None
    assert notice.title == "Nothing was written yet"


def test_an_audit_that_cannot_be_read_says_why(
    open_store: OpenStore, tmp_path: Path, dialog: Callable[[], AuditDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "leftfold" / "journal.jsonl").mkdir(parents=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    open_store(make_eventsourcing(tmp_path / "foreign.db", [("x", 1, "m:Dog.Born", b"{}")]))
    shown = dialog()
    notice = shown.pages.notice
    assert notice is not None
    assert notice.title == "The audit cannot be read"
    press(shown.verify_button)


def test_it_closes_with_the_store(document: Document, shown: AuditDialog) -> None:
    document.close()
    assert not shown.isVisible()


def test_every_field_and_button_has_a_name(shown: AuditDialog) -> None:
    assert [field.accessibleName() for field in shown.filters.fields.values()] == [
        "Find",
        "Aggregate",
        "Who",
        "Ticket",
        "From",
        "To",
    ]
    buttons = (shown.go_button, shown.undo_button, shown.verify_button, shown.export_button)
    assert [button.text() for button in buttons] == ["Go to it", "Propose undoing it", "Verify", "Export…"]
    assert shown.table.accessibleName() == "Entries of the audit"
    assert shown.details.accessibleName() == "All of the entry"
