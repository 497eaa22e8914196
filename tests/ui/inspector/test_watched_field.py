"""The watched field is above everything, with its value at the moment shown."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.diff import diff
from leftfold.model.json import Json
from leftfold.ui.inspector.spots import Spot, compared, differing, plain
from leftfold.ui.inspector.watched_field import WatchedField
from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Mode, Themes
from tests.ui.finding import button

BEFORE: Json = {"a": 7, "gone": "x", "kept": {"n": 1}}
AFTER: Json = {"a": 3, "kept": {"n": 1}, "new": None}


@pytest.fixture
def field(qtbot: QtBot, selection: Selection, themes: Themes) -> WatchedField:
    """Nothing watched, of a state after a step."""
    field = WatchedField(selection, themes)
    qtbot.addWidget(field)
    field.show_state(compared(BEFORE, AFTER, diff(BEFORE, AFTER)))
    return field


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        (("a",), "a", "7 → 3"),
        (("gone",), "gone", '"x" → nothing'),
        (("kept", "n"), "kept.n", "1"),
        (("new",), "new", "null"),
        (("nowhere", 3), "nowhere[3]", "nothing there"),
        ((), "the state", "{a: 3, kept: {n: 1}, new: null}"),
    ],
)
def test_it_says_what_the_field_is_and_was(
    field: WatchedField, selection: Selection, path: tuple[str | int, ...], name: str, value: str
) -> None:
    selection.watch(path)
    assert (field.name.text(), field.value.text()) == (name, value)
    assert field.accessibleName() == f"Watched: {name} is {value}"
    assert not field.isHidden()


def test_it_moves_with_time(field: WatchedField, selection: Selection) -> None:
    selection.watch(("a",))
    field.show_state(plain({"a": 9}))
    assert field.value.text() == "9"


def test_what_only_the_store_has_is_not_there(field: WatchedField, selection: Selection) -> None:
    selection.watch(("old",))
    field.show_state(Spot({}, {}, {"old": 1}, None, differing(diff({"old": 1}, {}))))
    assert field.value.text() == "nothing there"


def test_its_cross_stops_the_watching(field: WatchedField, selection: Selection, themes: Themes) -> None:
    selection.watch(("a",))
    themes.choose(Mode.DARK)
    button("Stop watching this field", field).click()
    assert selection.watched is None
    assert field.isHidden()
