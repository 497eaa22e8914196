"""What a draft would do."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from leftfold.draft.preview import Preview
from leftfold.model.diff import diff
from leftfold.model.json import JsonObject
from leftfold.model.step import Failure
from leftfold.ui.draft.effect import Effect
from leftfold.ui.previewing import Previewing
from leftfold.ui.tasks import Tasks


def _preview(before: JsonObject, after: JsonObject, *, failing: int = 0) -> Preview:
    failures = tuple(Failure(version, "no lesson") for version in range(1, failing + 1))
    return Preview(before, after, diff(before, after), failures, (), ())


def test_the_fields_that_change_as_stored_and_as_proposed(qtbot: QtBot) -> None:
    effect = Effect()
    qtbot.addWidget(effect)
    effect.show_preview(_preview({"lesson": 3, "gone": True}, {"lesson": 6, "new": "x"}))
    assert set(effect.lines) == {("lesson", "3", "6"), ("gone", "true", "–"), ("new", "–", "x")}
    effect.show_preview(_preview({"lesson": 3}, {"lesson": 3}))
    assert effect.lines == ()


def test_many_failures_are_counted_and_the_first_told(qtbot: QtBot) -> None:
    effect = Effect()
    qtbot.addWidget(effect)
    effect.show_preview(_preview({}, {}, failing=9))
    assert effect.warnings.startswith("Event 1 could not be applied: no lesson.")
    assert effect.warnings.endswith("\n7 more events could not be applied.")
    effect.clear()
    assert effect.warnings == ""


def test_a_great_many_changes_are_cut_and_counted(qtbot: QtBot) -> None:
    effect = Effect()
    qtbot.addWidget(effect)
    effect.show_preview(_preview({}, {f"field{n}": n for n in range(1_000)}))
    assert len(effect.lines) == 200
    assert effect.title == "1,000 fields would change, 200 of them listed:"


def _previewing(owner: QObject, preview: Preview | None = None, failure: str = "") -> Previewing:
    previewing = Previewing(Tasks(owner), owner)
    previewing.preview, previewing.failure = preview, failure
    return previewing


def test_what_was_worked_out_stays_dimmed_until_it_is_worked_out_anew(qtbot: QtBot, qapp: QObject) -> None:
    effect, owner = Effect(), QObject(qapp)
    qtbot.addWidget(effect)
    effect.show_previewing(_previewing(owner, _preview({"lesson": 3}, {"lesson": 6})))
    assert effect.title == "1 field would change:"
    effect.show_previewing(_previewing(owner))
    assert effect.title == "Working out what would change…"
    assert list(effect.lines) == [("lesson", "3", "6")]
    assert not effect.findChildren(QTreeWidget)[0].isEnabled()
    effect.clear()
    assert not list(effect.lines)
    owner.deleteLater()


def test_what_cannot_be_worked_out_says_why_and_can_be_tried_again(qtbot: QtBot, qapp: QObject) -> None:
    effect, owner = Effect(), QObject(qapp)
    qtbot.addWidget(effect)
    effect.show()
    effect.show_previewing(_previewing(owner, failure="The disk is gone."))
    assert effect.warnings == "The disk is gone."
    assert effect.again.isVisible()
    effect.show_previewing(_previewing(owner, _preview({"lesson": 3}, {"lesson": 6})))
    assert not effect.again.isVisible()
    owner.deleteLater()
