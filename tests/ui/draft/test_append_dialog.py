"""Asks for one compensating event."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.ui.document import Document
from leftfold.ui.draft.append_dialog import AppendDialog
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


@pytest.fixture
def dialog(qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> AppendDialog:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": [*EVENTS, ("odd", {"x": 1})]}), select="student/1")
    dialog = AppendDialog(document, drafting)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _complaints(dialog: QDialog) -> list[str]:
    return [
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.property("role") == "danger" and label.isVisible()
    ]


def _staged(drafting: Drafting) -> list[tuple[str, object]]:
    draft = drafting.draft
    return [(edit.type, edit.data) for edit in draft.edits if isinstance(edit, Append)] if draft else []


def test_a_known_event_is_proposed_by_its_form(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("resetProgress", {"lesson": 6, "activity": 2})
    dialog.accept()
    assert _staged(drafting) == [("resetProgress", {"lesson": 6, "activity": 2})]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_missing_field_is_said_and_nothing_is_staged(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("resetProgress", {})
    dialog.accept()
    assert _complaints(dialog) == ["Lesson is missing."]
    assert drafting.draft is None
    assert dialog.isVisible()


def test_an_event_seen_in_the_stream_or_any_other_is_proposed_as_json(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("odd", {"x": [1, 2]})
    dialog.accept()
    assert _staged(drafting) == [("odd", {"x": [1, 2]})]


def test_a_type_is_needed(dialog: AppendDialog, drafting: Drafting) -> None:
    dialog.choose("  ", {})
    dialog.accept()
    assert _complaints(dialog) == ["Choose or type an event type."]
    assert drafting.draft is None


def test_the_event_at_the_cursor_can_be_copied(
    qtbot: QtBot, dialog: AppendDialog, document: Document, drafting: Drafting
) -> None:
    document.selection.go_to(5)
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("Copy from"))
    copy.click()
    qtbot.waitUntil(lambda: dialog.event_type == "resetProgress")
    dialog.accept()
    assert _staged(drafting) == [("resetProgress", {"lesson": 3, "activity": 1})]
