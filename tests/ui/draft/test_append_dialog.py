"""Asks for one compensating event."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.model.json import JsonObject
from leftfold.ui.document import Document
from leftfold.ui.draft.append_dialog import AppendDialog
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore
from tests.ui.finding import button


@pytest.fixture
def dialog(qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> AppendDialog:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": [*EVENTS, ("odd", {"x": 1})]}), select="student/1")
    dialog = AppendDialog(document, drafting)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _staged(drafting: Drafting) -> list[tuple[str, object]]:
    draft = drafting.draft
    return [(edit.type, edit.data) for edit in draft.edits if isinstance(edit, Append)] if draft else []


def _shown(qtbot: QtBot, dialog: AppendDialog) -> AppendDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _captions(dialog: QDialog, words: str) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and words in label.text()]


def test_a_known_event_is_proposed_by_its_form(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("resetProgress", {"lesson": 6, "activity": 2})
    dialog.accept()
    assert _staged(drafting) == [("resetProgress", {"lesson": 6, "activity": 2})]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_no_type_is_chosen_in_the_persons_place(dialog: AppendDialog, drafting: Drafting) -> None:
    assert dialog.event_type == ""
    assert not dialog.payload.isVisible()
    dialog.accept()
    assert dialog.complaint == "Choose or type an event type."
    choice = dialog.findChildren(QComboBox)[0]
    QTest.keyClicks(choice, "odd")
    assert dialog.event_type == "odd"
    assert dialog.payload.isVisible()
    assert drafting.draft is None


def test_a_missing_field_is_said_and_nothing_is_staged(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("resetProgress", {})
    dialog.accept()
    assert dialog.complaint == "Lesson is missing."
    assert drafting.draft is None
    assert dialog.isVisible()


def test_an_event_seen_in_the_stream_or_any_other_is_proposed_as_json(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("odd", {"x": [1, 2]})
    dialog.accept()
    assert _staged(drafting) == [("odd", {"x": [1, 2]})]


def test_a_type_is_needed(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("  ", {})
    dialog.accept()
    assert dialog.complaint == "Choose or type an event type."
    assert drafting.draft is None


def test_the_event_at_the_cursor_can_be_copied(
    qtbot: QtBot, dialog: AppendDialog, document: Document, drafting: Drafting
) -> None:
    document.selection.go_to(5)
    button("Copy from the event at the cursor", dialog).click()
    qtbot.waitUntil(lambda: dialog.event_type == "resetProgress")
    dialog.accept()
    assert _staged(drafting) == [("resetProgress", {"lesson": 3, "activity": 1})]


def test_a_copied_event_keeps_what_no_field_shows(
    qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    data: JsonObject = {"source": {"job": 4}, "lesson": 6, "activity": 1}
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", data)]}), select="student/1")
    dialog = _shown(qtbot, AppendDialog(document, drafting))
    button("Copy from the event at the cursor", dialog).click()
    qtbot.waitUntil(lambda: dialog.payload.read() == data)
    dialog.accept()
    assert _staged(drafting) == [("placeStudent", data)]


def test_a_payload_that_is_no_object_is_not_copied(
    qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": [("odd", "[1, 2]")]}), select="student/1")
    dialog = _shown(qtbot, AppendDialog(document, drafting))
    button("Copy from the event at the cursor", dialog).click()
    qtbot.waitUntil(lambda: bool(dialog.complaint))
    assert dialog.complaint == "The payload of event 1 is no JSON object and cannot be copied."


def test_nothing_can_be_copied_before_the_first_event(
    qtbot: QtBot, document: Document, drafting: Drafting, dialog: AppendDialog
) -> None:
    assert button("Copy from the event at the cursor", dialog).isEnabled()
    document.selection.go_to(0)
    assert not button("Copy from the event at the cursor", _shown(qtbot, AppendDialog(document, drafting))).isEnabled()


def test_a_known_type_can_be_typed_as_it_is_stored_and_an_unknown_one_is_told(dialog: AppendDialog) -> None:
    choice = dialog.findChildren(QComboBox)[0]
    choice.setEditText("resetProgress")
    assert dialog.event_type == "resetProgress"
    assert not _captions(dialog, "check how it is written")
    choice.setEditText("resetProgres")
    assert dialog.event_type == "resetProgres"
    assert _captions(dialog, "check how it is written")
    choice.setEditText("")
    assert not _captions(dialog, "check how it is written")


def test_what_is_typed_is_found_by_any_part_of_its_title(dialog: AppendDialog) -> None:
    choice = dialog.findChildren(QComboBox)[0]
    assert choice.completer() is not None
    choice.completer().setCompletionPrefix("quiz")  # type: ignore[union-attr]
    assert choice.completer().currentCompletion() == "Quiz taken  (quizTaken)"  # type: ignore[union-attr]
    QTest.keyClicks(choice, "x")
    assert choice.count() == 7, "what is typed becomes no choice of its own"


def test_a_malformed_payload_is_said_with_its_place(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("odd", {})
    dialog.payload.json.text.setPlainText('{"x": 1,\n  y}')
    dialog.accept()
    assert dialog.payload.complaint.startswith("Line 2, column 3: ")
    assert dialog.complaint == "", "it is said once"
    assert dialog.isVisible()
    dialog.payload.json.text.setPlainText('{"x": 1}')
    assert dialog.payload.complaint == ""
    dialog.accept()
    assert _staged(drafting) == [("odd", {"x": 1})]


def test_what_may_not_be_corrected_is_said_in_the_dialog(
    qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    cart: list[tuple[str, JsonObject | str]] = [("itemAdded", {"item": "tea"})]
    open_store(make_native(tmp_path / "s.sqlite", {"cart/1": cart}), select="sales")
    dialog = _shown(qtbot, AppendDialog(document, drafting))
    dialog.choose("itemAdded", {"item": "tea"})
    dialog.accept()
    assert "correct the aggregate instead" in dialog.complaint
    assert dialog.isVisible()


def test_the_keyboard_goes_through_it_in_order_and_leaves_it(dialog: AppendDialog) -> None:
    dialog.choose("resetProgress", {"lesson": 6})
    dialog.activateWindow()
    dialog.findChildren(QComboBox)[0].setFocus()
    passed: list[str] = []
    for _ in range(7):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        found = dialog.focusWidget()
        passed.append(found.text() if isinstance(found, QPushButton) else found.accessibleName())
    assert passed == [
        "Copy from the event at the cursor", "Payload", "Lesson", "Activity", "Propose", "Cancel", "Event type",
    ]  # fmt: skip
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_enter_in_a_field_proposes(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("lessonCompleted", {"lesson": 6})
    field = next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "Lesson")
    assert dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Ok).isDefault()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _staged(drafting) == [("lessonCompleted", {"lesson": 6})]


def test_with_no_aggregate_there_is_nothing_to_copy_and_nothing_is_staged(
    qtbot: QtBot, document: Document, drafting: Drafting, dialog: AppendDialog
) -> None:
    copy = button("Copy from the event at the cursor", dialog)
    document.selection.select(None)
    copy.click()
    empty = _shown(qtbot, AppendDialog(document, drafting))
    empty.choose("odd", {})
    empty.accept()
    assert document.tasks.is_idle
    assert drafting.drafted == ()
