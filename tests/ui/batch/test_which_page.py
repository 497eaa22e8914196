"""First: which events are wrong."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.batch.sample import Sample
from leftfold.ui.batch.which_page import WhichPage


@pytest.fixture
def page(sample: Sample, qtbot: QtBot) -> WhichPage:
    page = WhichPage(sample.types, sample.type, sample.clues)
    qtbot.addWidget(page)
    page.show()
    return page


def complaint(page: WhichPage) -> str:
    return next((one.text() for one in page.findChildren(QLabel) if one.property("role") == "danger"), "")


def test_the_likely_clues_make_the_condition(page: WhichPage, sample: Sample) -> None:
    assert page.where == " and ".join(clue.condition for clue in sample.clues if clue.likely)
    assert page.where.startswith("event.type = 'resetProgress' and event.recorded_at >= '2026-03-03'")
    assert page.type == "student"


def test_a_box_changes_the_condition(page: WhichPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.changed):
        page.boxes[1].click()
    assert "recorded_at" not in page.where
    for box in page.boxes:
        box.setChecked(False)
    assert page.where == ""
    assert complaint(page).startswith("Say what the wrong events have in common")


def test_a_condition_written_by_hand_is_taken_or_said_to_be_wrong(page: WhichPage) -> None:
    page.condition.selectAll()
    QTest.keyClicks(page.condition, "fell(currentPosition)")
    assert page.where == "fell(currentPosition)"
    QTest.keyClicks(page.condition, " and")
    assert page.where == ""
    assert complaint(page).startswith("The condition goes wrong at column")


def test_any_kind_of_aggregate_may_be_meant(page: WhichPage) -> None:
    page.types.setCurrentIndex(0)
    assert page.type is None


def test_everything_has_an_accessible_name(page: WhichPage, sample: Sample) -> None:
    assert [box.accessibleName() for box in page.boxes] == [clue.words for clue in sample.clues]
    assert page.condition.accessibleName() == "Condition"
    assert page.types.accessibleName() == "Kind of aggregate"
