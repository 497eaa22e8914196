"""The input for one argument: a value for all, or where each has its own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Field, Kind
from leftfold.ui.batch.argument_input import ArgumentInput
from leftfold.ui.batch.sample import Sample
from leftfold.ui.draft.field_input import LeftOut, Wrong
from leftfold.ui.draft.typed import Meant

LESSON = Field("lesson", "Lesson", Kind.INTEGER)
ACTIVITY = Field("activity", "Activity", Kind.INTEGER, required=False)
NOTE = Field("note", "Note", Kind.TEXT, required=False)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_what_the_event_changed_is_chosen_as_it_was_before(sample: Sample, parent: QWidget) -> None:
    one = ArgumentInput(LESSON, sample, parent)
    assert one.widget.currentText() == "currentPosition before the event (here 7)"
    assert one.held() == Meant("=before.currentPosition")


def test_what_has_the_name_of_the_field_in_its_own_is_chosen_else(sample: Sample, parent: QWidget) -> None:
    assert ArgumentInput(ACTIVITY, sample, parent).held() == Meant("=before.currentActivity")
    assert ArgumentInput(NOTE, sample, parent).held() == LeftOut()


@pytest.mark.parametrize(
    ("text", "held"),
    [("3", Meant(3)), ("=now.highestLesson", Meant("=now.highestLesson")), ("", Wrong(LESSON, "Lesson is missing."))],
)
def test_a_value_for_all_is_typed(sample: Sample, parent: QWidget, qtbot: QtBot, text: str, held: object) -> None:
    one = ArgumentInput(LESSON, sample, parent)
    with qtbot.waitSignal(one.edited):
        one.widget.setEditText(text)
    assert one.held() == held


def test_what_means_nothing_is_said(sample: Sample, parent: QWidget) -> None:
    one = ArgumentInput(LESSON, sample, parent)
    one.widget.setEditText("three")
    found = one.held()
    assert isinstance(found, Wrong)
    assert found.complaint == "Lesson: It must be a whole number, such as 12."
