"""What a draft would do."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.draft.preview import Preview
from leftfold.model.diff import diff
from leftfold.model.json import JsonObject
from leftfold.model.step import Failure
from leftfold.ui.draft.effect import Effect


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
    assert effect.warnings.endswith("and 5 more.")
    effect.show_preview(None)
    assert effect.warnings == ""


def test_a_great_many_changes_are_cut_and_counted(qtbot: QtBot) -> None:
    effect = Effect()
    qtbot.addWidget(effect)
    effect.show_preview(_preview({}, {f"field{n}": n for n in range(1_000)}))
    assert len(effect.lines) == 200
