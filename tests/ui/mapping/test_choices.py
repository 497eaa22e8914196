"""The choice of a column for each role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from leftfold.store.examining import Examination, examine
from leftfold.store.listing import unasked
from leftfold.store.roles import IN_ORDER, Role
from leftfold.ui.mapping.choices import ColumnChoices
from leftfold.ui.mapping.preview import read_preview
from tests.store.unknown_stores import TALK


@pytest.fixture
def here(talk: Path) -> Iterator[Examination]:
    with closing(examine(str(talk))) as here:
        yield here


@pytest.fixture
def choices(qtbot: QtBot, here: Examination) -> ColumnChoices:
    choices = ColumnChoices(QComboBox())
    qtbot.addWidget(choices)
    choices.show_table(here.likeliest[0])
    choices.show()
    return choices


def _captions(choices: ColumnChoices) -> list[str]:
    return [label.text() for label in choices.findChildren(QLabel)]


def test_the_columns_of_the_table_are_offered_and_none(choices: ColumnChoices) -> None:
    box = choices.box(Role.EVENT_TYPE)
    offered = [box.itemText(at) for at in range(box.count())]
    assert offered == ["choose a column", "id", "student_id", "type", "payload", "rowid"]
    assert choices.box(Role.VERSION).itemText(0) == "none, they are counted"
    assert choices.box(Role.METADATA).itemText(0) == "none"
    assert set(choices.roles.values()) == {""}


def test_what_was_taken_is_shown_with_how_it_is_read(choices: ColumnChoices, here: Examination) -> None:
    choices.show_preview(read_preview(here, here.likeliest[0], {}, unasked))
    assert {role: name for role, name in choices.roles.items() if name} == TALK.roles
    assert "JSON · its name says so" in _captions(choices)
    assert "counted from 1 in the order of id" in _captions(choices)
    assert choices.box(Role.DATA).accessibleDescription().endswith("JSON · its name says so")


def test_what_is_needed_and_missing_is_marked(choices: ColumnChoices, here: Examination) -> None:
    choices.show_preview(read_preview(here, here.likeliest[0], {Role.DATA: ""}, unasked))
    assert "needed" in _captions(choices)
    assert choices.box(Role.DATA).accessibleDescription().endswith("needed")


def test_only_the_person_is_heard(qtbot: QtBot, choices: ColumnChoices, here: Examination) -> None:
    with qtbot.assertNotEmitted(choices.said):
        choices.show_preview(read_preview(here, here.likeliest[0], {}, unasked))
    box = choices.box(Role.AGGREGATE_ID)
    with qtbot.waitSignal(choices.said):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert choices.roles[Role.AGGREGATE_ID] == "type"


def test_each_choice_has_a_name_and_says_what_it_means(choices: ColumnChoices) -> None:
    for role in IN_ORDER:
        assert choices.box(role).accessibleName() == role.capitalize()
        assert choices.box(role).toolTip()
