"""Asks for a command, and stages what the domain decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.ui.document import Document
from leftfold.ui.draft.command_dialog import CommandDialog
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


class Bench:
    """A dialog over a student."""

    def __init__(self, dialog: CommandDialog, asked: list[str]) -> None:
        self.dialog = dialog
        self.asked = asked


@pytest.fixture
def bench(qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> Bench:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    asked: list[str] = []
    dialog = CommandDialog(document, drafting, lambda: asked.append("append"))
    qtbot.addWidget(dialog)
    dialog.show()
    return Bench(dialog, asked)


def test_what_the_domain_decides_is_staged(qtbot: QtBot, bench: Bench, drafting: Drafting) -> None:
    bench.dialog.choose("complete-lesson").fill({"lesson": 3})
    bench.dialog.decide()
    qtbot.waitUntil(lambda: not bench.dialog.isVisible())
    draft = drafting.draft
    assert draft is not None
    assert [(edit.type, edit.data) for edit in draft.edits if isinstance(edit, Append)] == [
        ("lessonCompleted", {"lesson": 3})
    ]


def test_a_rejection_is_said_and_the_form_stays(qtbot: QtBot, bench: Bench, drafting: Drafting) -> None:
    bench.dialog.choose("complete-activity").fill({"lesson": 6, "activity": 2})
    bench.dialog.decide()
    qtbot.waitUntil(lambda: bool(bench.dialog.complaint))
    assert "the student is at activity 1 of lesson 3" in bench.dialog.complaint
    assert bench.dialog.isVisible()
    assert drafting.draft is None


def test_a_field_that_is_missing_is_said_before_anything_is_decided(bench: Bench, drafting: Drafting) -> None:
    bench.dialog.choose("complete-lesson")
    bench.dialog.decide()
    assert bench.dialog.complaint == "Lesson is missing."
    assert drafting.draft is None


def test_a_domain_without_commands_offers_the_plain_event(
    qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"account/1": [("opened", {"balance": 1})]}), select="account/1")
    asked: list[str] = []
    dialog = CommandDialog(document, drafting, lambda: asked.append("append"))
    qtbot.addWidget(dialog)
    dialog.decide()
    assert asked == ["append"]
