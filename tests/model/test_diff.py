"""The law of the diff: applied to before, it gives after."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given

from leftfold.model.diff import Change, Op, diff, patch, same
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, Path, value_at
from tests.model.documents import DOCUMENTS


@given(DOCUMENTS, DOCUMENTS)
def test_a_diff_applied_to_before_gives_after(before: Json, after: Json) -> None:
    assert same(patch(before, diff(before, after)), after)


@given(DOCUMENTS, DOCUMENTS)
def test_neither_document_is_touched(before: Json, after: Json) -> None:
    kept = deepcopy((before, after))
    patch(before, diff(before, after))
    assert (before, after) == kept


@given(DOCUMENTS, DOCUMENTS)
def test_there_is_no_change_where_and_only_where_documents_are_the_same(before: Json, after: Json) -> None:
    assert same(before, after) is (diff(before, after) == ())
    assert diff(before, deepcopy(before)) == ()


@given(DOCUMENTS, DOCUMENTS)
def test_a_change_tells_what_was_and_what_is_at_its_path(before: Json, after: Json) -> None:
    for change in diff(before, after):
        was, is_ = value_at(before, change.path), value_at(after, change.path)
        assert was is MISSING if change.op is Op.ADD else was == change.before
        assert is_ is MISSING if change.op is Op.REMOVE else is_ == change.after


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (True, 1, False),
        (0, False, False),
        (1, 1.0, True),
        ([1], [1.0], True),
        ([1], [True], False),
        ({"a": 1}, [1], False),
        ([], None, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ("1", 1, False),
    ],
)
def test_documents_are_compared_as_json(one: Json, other: Json, equal: bool) -> None:  # noqa: FBT001 - a parameter
    assert same(one, other) is equal


def test_changes_come_in_the_order_of_the_document_with_removals_of_a_list_from_its_end() -> None:
    before: Json = {"x": 1, "gone": 2, "list": [1, 2, 3], "deep": {"a": {"b": 1}}}
    after: Json = {"x": True, "list": [0], "deep": {"a": {"b": 2, "c": []}}, "new": None}
    assert diff(before, after) == (
        Change(Op.REMOVE, ("gone",), 2, None),
        Change(Op.ADD, ("new",), None, None),
        Change(Op.REPLACE, ("x",), 1, True),
        Change(Op.REMOVE, ("list", 2), 3, None),
        Change(Op.REMOVE, ("list", 1), 2, None),
        Change(Op.REPLACE, ("list", 0), 1, 0),
        Change(Op.ADD, ("deep", "a", "c"), None, []),
        Change(Op.REPLACE, ("deep", "a", "b"), 1, 2),
    )


def test_a_list_grows_at_its_end() -> None:
    assert patch([1], [Change(Op.ADD, (1,), None, 2), Change(Op.ADD, (2,), None, 3)]) == [1, 2, 3]


def test_deep_documents_are_compared_without_recursion() -> None:
    deep: list[Json] = [1, 2]
    for _level in range(5_000):
        deep[0], deep[1] = list(deep), 0
    assert len(diff(deep, [1, 0])) == 1


@pytest.mark.parametrize(
    ("document", "op", "path"),
    [
        (1, Op.ADD, ("a",)),
        ({"a": 1}, Op.REPLACE, ("a", "b")),
        ({"a": 1}, Op.REMOVE, ("b",)),
        ({"a": 1}, Op.REPLACE, (0,)),
        ({"a": {}}, Op.REPLACE, ("b", "c")),
        ([1], Op.REPLACE, (1,)),
        ([1], Op.REPLACE, (-1,)),
        ([1], Op.ADD, (2,)),
        ([1], Op.REMOVE, (1,)),
        ([1], Op.REMOVE, ("0",)),
        ([[1]], Op.REPLACE, (1, 0)),
    ],
)
def test_a_change_whose_path_does_not_fit_is_an_error(document: Json, op: Op, path: Path) -> None:
    with pytest.raises(ValueError, match="nothing"):
        patch(document, [Change(op, path, None, 1)])


def test_the_root_is_replaced_as_a_whole() -> None:
    assert patch([1], diff([1], {"a": 1})) == {"a": 1}
