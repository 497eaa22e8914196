"""A node knows its path, what lies under it, and whether another spot would change it."""

from __future__ import annotations

import pytest

from leftfold.model.diff import diff
from leftfold.model.json import Json
from leftfold.ui.inspector.nodes import Key, Node, stored_text
from leftfold.ui.inspector.runs import ITSELF, Run
from leftfold.ui.inspector.spots import Spot, compared, differing, plain


def _root(document: Json) -> Node:
    return Node(0, None, "", plain(document))


def _below(node: Node, key: Key) -> Node:
    node.take_keys()
    return Node(1, node, key, node.child_spot(key))


def test_a_path_leads_through_runs_without_naming_them() -> None:
    root = _root({"many": list(range(20_000))})
    many = _below(root, "many")
    run = _below(many, Run(10_000, 10_000))
    within = _below(run, Run(10_100, 100))
    item = _below(within, 10_123)
    assert item.path == ("many", 10_123)
    assert (run.path, within.path) == (("many",), ("many",))
    assert [one.label for one in (many, run, within, item)] == ["many", "10,000 … 19,999", "10,100 … 10,199", "10123"]
    assert item.spot.value == 10_123


def test_only_objects_and_lists_with_something_in_them_open() -> None:
    root = _root({"a": {}, "b": [], "c": [0], "d": "text"})
    assert [_below(root, key).opens for key in "abcd"] == [False, False, True, False]
    assert not Node(1, _root(5), ITSELF, plain(5)).opens


def test_a_document_of_one_value_has_the_one_row_that_shows_it() -> None:
    assert _root(5).take_keys() == [ITSELF]
    assert _root({}).take_keys() == [ITSELF]
    assert _root({"a": 1}).take_keys() == ["a"]


def test_it_is_settled_where_the_same_value_came_again() -> None:
    inner: Json = {"n": 1}
    node = _below(_root({"a": inner}), "a")
    assert node.is_settled_at(plain({"a": inner}).child("a"))
    assert not node.is_settled_at(plain({"a": {"n": 1}}).child("a")), "which is the same only to who looks into it"
    assert not node.is_settled_at(compared({}, {"a": inner}, diff({}, {"a": inner})).child("a"))


@pytest.mark.parametrize(("before", "after"), [(1, True), (1, 1.0), (0, None), ({"n": 1}, {"n": True}), ("1", 1)])
def test_what_looks_different_is_different(before: Json, after: Json) -> None:
    node = _below(_root({"a": before}), "a")
    assert node.move_to(plain({"a": after}).child("a"))
    assert not node.move_to(plain({"a": after}).child("a"))


def test_what_is_stored_is_told_where_it_differs() -> None:
    stored, after = {"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}
    spot = Spot(after, after, stored, None, differing(diff(stored, after)))  # type: ignore[arg-type]
    assert [stored_text(spot.child(key)) for key in "abc"] == ["", "stored 2", "not stored"]
