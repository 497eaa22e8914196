"""Asks for a command, and stages what the domain decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.ui.document import Document
from leftfold.ui.draft.command_dialog import CommandDialog
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS, RESET
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


def test_what_is_being_decided_while_the_dialog_is_left_is_not_staged(
    qtbot: QtBot, bench: Bench, document: Document, drafting: Drafting
) -> None:
    bench.dialog.choose("complete-lesson").fill({"lesson": 3})
    bench.dialog.decide()
    bench.dialog.reject()
    qtbot.waitUntil(lambda: document.tasks.is_idle)
    assert drafting.draft is None


def test_events_that_change_while_it_is_decided_are_said(qtbot: QtBot, bench: Bench, drafting: Drafting) -> None:
    bench.dialog.choose("complete-lesson").fill({"lesson": 3})
    bench.dialog.decide()
    drafting.soft_delete(RESET)
    qtbot.waitUntil(lambda: not bench.dialog.isVisible() or bool(bench.dialog.complaint))
    assert bench.dialog.complaint == "The events changed while the command was decided; run it again."
    bench.dialog.decide()
    qtbot.waitUntil(lambda: "the student is at" in bench.dialog.complaint)


def test_each_command_keeps_what_was_typed_for_it(bench: Bench) -> None:
    bench.dialog.choose("complete-lesson").fill({"lesson": 3})
    bench.dialog.choose("take-quiz")
    assert bench.dialog.choose("complete-lesson").read() == {"lesson": 3}


def test_a_command_that_asks_for_nothing_new_is_said(
    qtbot: QtBot, document: Document, drafting: Drafting, tmp_path: Path
) -> None:
    domain = tmp_path / "still.py"
    domain.write_text(STILL)
    path = make_native(tmp_path / "s.sqlite", {"lamp/1": [("lit", {})]})
    with qtbot.waitSignal(document.opened):
        document.open(str(path), domain=str(domain))
    with qtbot.waitSignal(document.loaded):
        document.select("lamp/1")
    dialog = CommandDialog(document, drafting, lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.decide()
    qtbot.waitUntil(lambda: bool(dialog.complaint))
    assert dialog.complaint == "The command has nothing to append: all is as it asks for."
    assert dialog.isVisible()


STILL = """
from leftfold.domain.definition import Command, Domain

LAMP = Domain(
    name="lamp",
    title="Lamp",
    aggregate_types=("lamp",),
    initial=False,
    evolve=lambda state, event: event.type == "lit",
    show=lambda state: {"lit": state},
    sentence=lambda event, before, after: event.type,
    commands=(Command("light", "Light it", (), lambda state, given: ()),),
)
"""
