"""The laws of the tree: moved from any document to any other it shows what a fresh one would, and keeps its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leftfold.model.diff import diff
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, Path
from leftfold.ui.inspector.node_model import NAME, VALUE
from leftfold.ui.inspector.runs import FAN_OUT
from leftfold.ui.inspector.spots import Spot, compared, differing, plain
from leftfold.ui.inspector.tree_model import TreeModel
from leftfold.ui.rows.cell import CELL, Cell
from tests.ui.inspector.documents import DOCUMENTS

Fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
Rows: TypeAlias = list[tuple[str, Cell, Cell, "Rows"]]
NO_ROW = QModelIndex()


@pytest.fixture(autouse=True)
def _short_runs() -> Iterator[None]:
    # So that small documents have runs of runs too.
    with patch("leftfold.ui.inspector.runs.FAN_OUT", 3):
        yield


@st.composite
def _spots(draw: st.DrawFn) -> Spot:
    before, after = draw(DOCUMENTS), draw(DOCUMENTS)
    spot = compared(before, after, diff(before, after))
    if draw(st.booleans()):
        stored = draw(DOCUMENTS)
        spot = Spot(after, before, stored, spot.step, differing(diff(stored, after)))
    return spot


def _rows(model: TreeModel, above: QModelIndex = NO_ROW, *, fetch: bool = True) -> Rows:
    if fetch and model.canFetchMore(above):
        model.fetchMore(above)
    indexes = [model.index(row, NAME, above) for row in range(model.rowCount(above))]
    return [
        (
            str(index.data()),
            index.data(CELL),
            index.siblingAtColumn(VALUE).data(CELL),
            _rows(model, index, fetch=fetch),
        )
        for index in indexes
    ]


def _open(model: TreeModel, data: st.DataObject, above: QModelIndex = NO_ROW) -> None:
    for row in range(model.rowCount(above)):
        index = model.index(row, NAME, above)
        if model.canFetchMore(index) and data.draw(st.booleans()):
            model.fetchMore(index)
            _open(model, data, index)


def _fresh(spot: Spot) -> TreeModel:
    model = TreeModel()
    model.show(spot)
    return model


@settings(deadline=None)
@given(st.lists(_spots(), min_size=1, max_size=4), st.data())
def test_moved_anywhere_it_shows_what_a_fresh_one_shows(spots: list[Spot], data: st.DataObject) -> None:
    model = TreeModel()
    for spot in spots:
        model.show(spot)
        _open(model, data)
    assert _rows(model) == _rows(_fresh(spots[-1]))


@settings(deadline=None)
@given(st.lists(_spots(), min_size=2, max_size=4))
def test_every_signal_on_the_way_is_sound(spots: list[Spot]) -> None:
    model = TreeModel()
    tester = QAbstractItemModelTester(model, Fatal)
    # By itself it would ask for rows in the middle of an insertion.
    tester.setUseFetchMore(False)
    for spot in spots:
        model.show(spot)
        _rows(model)
    del tester


@settings(deadline=None)
@given(_spots(), _spots(), st.data())
def test_a_row_is_the_same_row_while_it_lies_in_the_same_rows(one: Spot, other: Spot, data: st.DataObject) -> None:
    model = _fresh(one)
    _open(model, data)
    kept = {key: QPersistentModelIndex(index) for key, index in _all(model)}
    resets: list[str] = []
    model.modelReset.connect(lambda: resets.append("reset"))
    model.show(other)
    now = dict(_all(model))
    for key, index in kept.items():
        assert index.isValid() == (key in now)
        if index.isValid():
            assert model.row_key(index) == key[-1]
            assert index == now[key]
            assert model.rowCount(index) > 0 or not model.hasChildren(index) or model.canFetchMore(index)
    assert not resets


def _all(
    model: TreeModel, above: QModelIndex = NO_ROW, way: tuple[object, ...] = ()
) -> Iterator[tuple[tuple[object, ...], QModelIndex]]:
    """Each row by the keys of the rows that it lies in, its own last."""
    for row in range(model.rowCount(above)):
        index = model.index(row, NAME, above)
        key = (*way, model.row_key(index))
        yield key, index
        yield from _all(model, index, key)


@settings(deadline=None)
@given(_spots(), _spots(), st.data())
def test_only_rows_that_look_different_are_announced(one: Spot, other: Spot, data: st.DataObject) -> None:
    model = _fresh(one)
    _open(model, data)
    before = {index.internalId(): _look(index) for _key, index in _all(model)}
    announced: set[int] = set()

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        rows = range(first.row(), last.row() + 1)
        announced.update(first.siblingAtRow(row).internalId() for row in rows)

    model.dataChanged.connect(hear)
    model.show(other)
    after = {index.internalId(): _look(index) for _key, index in _all(model)}
    differ = {row for row in before.keys() & after.keys() if before[row] != after[row]}
    assert differ <= announced
    quiet = {row for row in announced & before.keys() if before[row] == after[row]}
    # Values may differ beyond what a row has room to tell.
    assert all("…" in str(before[row]) for row in quiet)


def _look(index: QModelIndex) -> tuple[Cell, Cell]:
    return index.data(CELL), index.siblingAtColumn(VALUE).data(CELL)


@settings(deadline=None)
@given(_spots())
def test_each_value_is_found_by_its_path(spot: Spot) -> None:
    model, opened = _fresh(spot), _fresh(spot)
    _rows(opened)
    for _key, index in _all(opened):
        path = opened.path_of(index)
        if path is not None:
            found = model.index_of(path, fetch=True)
            assert model.path_of(found) == path
            assert model.spot_of(found) == opened.spot_of(index)
    assert not model.index_of(("nowhere",), fetch=True).isValid()
    assert not model.index_of(("a", "nowhere", 7), fetch=True).isValid()


def test_what_nobody_opened_has_no_rows() -> None:
    model = _fresh(plain({"a": {"b": {"c": 1}}, "d": [1, 2]}))
    assert [row[0] for row in _rows(model, fetch=False)] == ["a", "d"]
    assert not model.index_of(("a", "b")).isValid()
    assert [len(below) for *_rest, below in _rows(model, fetch=False)] == [0, 0]


def test_what_is_closed_is_forgotten_and_made_again() -> None:
    model = _fresh(plain({"a": {"b": 1}}))
    index = model.index(0, NAME)
    model.fetchMore(index)
    model.forget(index)
    assert (model.rowCount(index), model.hasChildren(index), model.canFetchMore(index)) == (0, True, True)
    assert _rows(model) == _rows(_fresh(plain({"a": {"b": 1}})))


def test_the_watched_value_is_marked(qtbot: QtBot) -> None:
    model = _fresh(plain({"a": {"b": 1}, "c": 2}))
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.watch(("c",))
    assert changed.args is not None
    assert changed.args[0] == model.index(1, NAME)
    model.watch(("a", "b"))
    model.fetchMore(model.index(0, NAME))
    signs = {str(index.data()): bool(index.data(CELL).sign) for _key, index in _all(model)}
    assert signs == {"a": False, "b": True, "c": False}


def test_a_document_that_is_one_value_is_one_row() -> None:
    model = _fresh(compared(1, 2, diff(1, 2)))
    index = model.index(0, NAME)
    assert (index.data(), index.siblingAtColumn(VALUE).data()) == ("value", "1 → 2")
    assert model.path_of(index) == ()
    assert index == model.index_of(())


def test_a_change_of_one_value_announces_one_row() -> None:
    document: dict[str, Json] = {name: {"n": 1} for name in "abc"}
    model = _fresh(plain(document))
    heard: list[int] = []
    model.dataChanged.connect(lambda first, last: heard.extend((first.row(), last.row())))
    for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
        signal.connect(lambda *_args: heard.append(-1))
    model.show(plain({**document, "b": {"n": 2}}))
    assert heard == [1, 1]


@pytest.mark.parametrize(("path", "label"), [((5,), "[3 … 5]"), ((11,), "[9 … 11]")])
def test_a_run_is_named_by_its_ends(path: Path, label: str) -> None:
    model = _fresh(plain(list(range(12))))
    labels = [str(model.index(row, NAME).data()) for row in range(model.rowCount())]
    assert labels == ["0", "1", "2", "3 … 5", "6 … 8", "9 … 11"]
    assert model.path_of(model.index(3, NAME)) is None
    assert label.strip("[]") == model.parent(model.index_of(path, fetch=True)).data()


def test_values_say_what_happened_to_them() -> None:
    before: Json = {"kept": 1, "was": 7, "gone": "x", "in": {"n": 1}}
    after: Json = {"kept": 1, "was": 3, "in": {"n": 2}, "new": None}
    stored: Json = {"kept": 1, "was": 4, "in": {"n": 2}, "gone": "x", "old": 0}
    step = differing(diff(before, after))
    with patch("leftfold.ui.inspector.runs.FAN_OUT", FAN_OUT):
        model = _fresh(Spot(after, before, stored, step, differing(diff(stored, after))))
    texts = {row[0]: row[2].text for row in _rows(model, fetch=False)}
    assert texts == {
        "kept": "1",
        "was": "7 → 3   stored 4 ",
        "gone": '"x"   stored "x" ',
        "in": "{n: 2}",
        "old": "0",
        "new": "null   not stored ",
    }
    assert MISSING not in texts


def test_a_long_list_has_no_more_rows_than_can_be_drawn() -> None:
    with patch("leftfold.ui.inspector.runs.FAN_OUT", FAN_OUT):
        model = _fresh(plain([0] * 100_000))
        assert model.rowCount() < 500
