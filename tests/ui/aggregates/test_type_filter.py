"""The choice of what kind of rows is listed."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from leftfold.model.stream import StreamId
from leftfold.ui.aggregates.listing import Kinds, Projection
from leftfold.ui.aggregates.type_filter import TypeFilter
from leftfold.ui.theme.themes import Mode, Themes

SOLD = Projection(StreamId("sales", "*"), "Total computers sold", ("cart",))


@pytest.fixture
def types(qtbot: QtBot, themes: Themes) -> TypeFilter:
    types = TypeFilter(themes)
    qtbot.addWidget(types)
    return types


def texts(types: TypeFilter) -> list[str]:
    return [text for place in range(types.count()) if (text := types.itemText(place))]


def test_at_first_there_are_all_types(types: TypeFilter) -> None:
    assert texts(types) == ["All types"]
    assert types.type is None
    assert not types.only_projections


def test_a_type_or_the_projections_are_chosen(types: TypeFilter) -> None:
    types.show_kinds(Kinds(("cart", "student"), (SOLD,)))
    assert texts(types) == ["All types", "cart", "student", "Projections"]
    types.setCurrentText("student")
    assert (types.type, types.only_projections) == ("student", False)
    types.setCurrentText("Projections")
    assert (types.type, types.only_projections) == (None, True)


def test_without_projections_none_are_offered(types: TypeFilter) -> None:
    types.show_kinds(Kinds(("cart",), ()))
    assert texts(types) == ["All types", "cart"]


def test_what_was_chosen_stays_chosen_without_being_told_again(types: TypeFilter, themes: Themes) -> None:
    types.show_kinds(Kinds(("student",), ()))
    types.setCurrentText("student")
    told = QSignalSpy(types.currentIndexChanged)
    types.show_kinds(Kinds(("cart", "student"), (SOLD,)))
    themes.choose(Mode.DARK)
    themes.choose(Mode.LIGHT)
    assert types.type == "student"
    assert told.count() == 0


def test_a_type_that_is_gone_gives_way_to_all(types: TypeFilter) -> None:
    types.show_kinds(Kinds(("student",), ()))
    types.setCurrentText("student")
    types.show_kinds(Kinds(("cart",), ()))
    assert types.currentText() == "All types"
    assert types.type is None
