"""The laws of the tree's structure: it is moved, never made anew, and says each change that it makes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from leftfold.model.json import Json
from leftfold.ui.inspector.node_model import NAME
from leftfold.ui.inspector.spots import Spot, plain
from leftfold.ui.inspector.tree_model import TreeModel
from tests.ui.inspector.trees import all_of, cells_of, fresh, open_some, rows_of, spots

Fatal = QAbstractItemModelTester.FailureReportingMode.Fatal

pytestmark = pytest.mark.usefixtures("short_runs")
_RULES = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_RULES
@given(st.lists(spots(), min_size=2, max_size=4))
def test_every_signal_on_the_way_is_sound(spots: list[Spot]) -> None:
    model = TreeModel()
    tester = QAbstractItemModelTester(model, Fatal)
    # By itself it would ask for rows in the middle of an insertion.
    tester.setUseFetchMore(False)
    for spot in spots:
        model.show(spot)
        rows_of(model)
    del tester


@_RULES
@given(spots(), spots(), st.data())
def test_a_row_is_the_same_row_while_it_lies_in_the_same_rows(one: Spot, other: Spot, data: st.DataObject) -> None:
    model = fresh(one)
    open_some(model, data)
    kept = {key: QPersistentModelIndex(index) for key, index in all_of(model)}
    resets: list[str] = []
    model.modelReset.connect(lambda: resets.append("reset"))
    model.show(other)
    now = dict(all_of(model))
    for key, index in kept.items():
        assert index.isValid() == (key in now)
        if index.isValid():
            assert model.row_key(index) == key[-1]
            assert index == now[key]
            assert model.rowCount(index) > 0 or not model.hasChildren(index) or model.canFetchMore(index)
    assert not resets


@_RULES
@given(spots(), spots(), st.data())
def test_only_rows_that_look_different_are_announced(one: Spot, other: Spot, data: st.DataObject) -> None:
    model = fresh(one)
    open_some(model, data)
    before = {index.internalId(): cells_of(index) for _key, index in all_of(model)}
    announced: set[int] = set()

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        rows = range(first.row(), last.row() + 1)
        announced.update(first.siblingAtRow(row).internalId() for row in rows)

    model.dataChanged.connect(hear)
    model.show(other)
    after = {index.internalId(): cells_of(index) for _key, index in all_of(model)}
    differ = {row for row in before.keys() & after.keys() if before[row] != after[row]}
    assert differ <= announced
    quiet = {row for row in announced & before.keys() if before[row] == after[row]}
    # Values may differ beyond what a row has room to tell.
    assert all("…" in str(before[row]) for row in quiet)


def test_what_nobody_opened_has_no_rows() -> None:
    model = fresh(plain({"a": {"b": {"c": 1}}, "d": [1, 2]}))
    assert [row[0] for row in rows_of(model, fetch=False)] == ["a", "d"]
    assert not model.index_of(("a", "b")).isValid()
    assert [len(below) for *_rest, below in rows_of(model, fetch=False)] == [0, 0]


def test_what_is_closed_is_forgotten_and_made_again() -> None:
    model = fresh(plain({"a": {"b": 1}}))
    index = model.index(0, NAME)
    model.fetchMore(index)
    model.forget(index)
    assert (model.rowCount(index), model.hasChildren(index), model.canFetchMore(index)) == (0, True, True)
    assert rows_of(model) == rows_of(fresh(plain({"a": {"b": 1}})))


def test_a_change_of_one_value_announces_one_row() -> None:
    document: dict[str, Json] = {name: {"n": 1} for name in "abc"}
    model = fresh(plain(document))
    heard: list[int] = []
    model.dataChanged.connect(lambda first, last: heard.extend((first.row(), last.row())))
    for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
        signal.connect(lambda *_args: heard.append(-1))
    model.show(plain({**document, "b": {"n": 2}}))
    assert heard == [1, 1]
