"""Values say what they are, what happened to them, and what is stored in their place."""

from __future__ import annotations

import pytest

from leftfold.model.diff import diff
from leftfold.model.json import Json
from leftfold.ui.inspector.node_model import NAME
from leftfold.ui.inspector.nodes import Node
from leftfold.ui.inspector.spots import Sign, Spot, compared, differing, plain
from leftfold.ui.inspector.value_cells import name_cell, tooltip, value_cell
from leftfold.ui.rows.cell import Tone
from tests.ui.inspector.trees import fresh, rows_of

BEFORE: Json = {"kept": 1, "was": 7, "gone": "x", "in": {"n": 1}}
AFTER: Json = {"kept": 1, "was": 3, "in": {"n": 2}, "new": None}
STORED: Json = {"kept": 1, "was": 4, "in": {"n": 2}, "gone": "x", "old": 0}
SPOT = Spot(AFTER, BEFORE, STORED, differing(diff(BEFORE, AFTER)), differing(diff(STORED, AFTER)))


def _node(key: str) -> Node:
    return Node(1, Node(0, None, "", SPOT), key, SPOT.child(key))


@pytest.mark.parametrize(
    ("key", "text", "icon", "back"),
    [
        ("kept", "1", None, None),
        ("was", "7 → 3   stored 4 ", "pencil", Tone.CHANGED_BACK),
        ("gone", '"x"   stored "x" ', "minus", Tone.CHANGED_BACK),
        ("in", "{n: 2}", "circle-small", None),
        ("old", "0", "database", Tone.DRAFT_BACK),
        ("new", "null   not stored ", "plus", Tone.CHANGED_BACK),
    ],
)
def test_a_value_says_what_happened_to_it(key: str, text: str, icon: str | None, back: Tone | None) -> None:
    cell = value_cell(_node(key))
    assert (cell.text, cell.sign and cell.sign.icon, cell.back) == (text, icon, back)


def test_what_is_gone_is_struck_through() -> None:
    for key, struck in (("gone", True), ("old", True), ("was", False)):
        node = _node(key)
        assert name_cell(node, watched=False).runs[0].struck is struck
        assert value_cell(node).runs[0].struck is struck


def test_the_watched_value_has_an_eye() -> None:
    assert name_cell(_node("kept"), watched=False).mark is None
    mark = name_cell(_node("kept"), watched=True).mark
    assert mark is not None
    assert mark.icon == "eye"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("kept", "1"),
        ("was", "3\nBefore: 7\nWith the draft; stored 4.\nChanged by this event."),
        ("gone", '"x"\nWith the draft; stored "x".\nRemoved by this event.'),
        ("in", "{n: 2}\nSomething inside was changed by this event."),
        ("old", "0\nStored, and gone with the draft."),
        ("new", "null\nWith the draft; not stored.\nAdded by this event."),
    ],
)
def test_a_tooltip_tells_it_in_words(key: str, text: str) -> None:
    assert tooltip(SPOT.child(key)) == text


def test_no_two_signs_look_alike() -> None:
    assert {SPOT.child(key).sign for key in SPOT.inner_keys()} == set(Sign)
    signs = [value_cell(_node(key)).sign for key in ("kept", "was", "gone", "in", "old", "new")]
    assert len({sign and sign.icon for sign in signs}) == len(signs)


def test_what_came_or_went_as_a_whole_has_its_sign_at_the_top_only() -> None:
    before: Json = {"gone": {"x": 1}, "was": None, "in": {"n": {}}}
    after: Json = {"new": {"x": 1}, "was": {"x": 1}, "in": {"n": {"x": 1}}}
    rows = rows_of(fresh(compared(before, after, diff(before, after))))
    icons = {text: value.sign and value.sign.icon for text, _name, value, _below in rows}
    assert icons == {"gone": "minus", "new": "plus", "was": "pencil", "in": "circle-small"}
    below = {text: inner[0] for text, _name, _value, inner in rows}
    assert [below[text][2].sign for text in ("gone", "new", "was")] == [None, None, None]
    (nested,) = below["in"][3]
    assert nested[2].sign is not None
    assert nested[2].sign.icon == "plus"


def test_a_run_of_values_has_a_name_and_no_value() -> None:
    model = fresh(plain({f"k{n:03}": n for n in range(250)}))
    *_singles, (first, name, value, _below), last = rows_of(model, fetch=False)
    assert (first, last[0]) == ("k100 … k199", "k200 … k249")
    assert name.runs[0].tone is Tone.MUTED
    assert value.text == ""


def test_a_changed_document_of_one_value_is_one_row() -> None:
    model = fresh(compared(1, 2, diff(1, 2)))
    assert [(text, value.text) for text, _name, value, _below in rows_of(model)] == [("value", "1 → 2")]
    assert model.path_of(model.index(0, NAME)) == ()
