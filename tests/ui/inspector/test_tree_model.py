"""The laws of the tree: moved from any document to any other, it shows what a fresh one would."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from leftfold.model.diff import diff
from leftfold.model.paths import Path
from leftfold.ui.inspector.node_model import NAME, VALUE
from leftfold.ui.inspector.spots import Spot, compared, plain
from leftfold.ui.inspector.tree_model import TreeModel
from leftfold.ui.rows.cell import CELL
from tests.ui.inspector.trees import all_of, fresh, open_some, rows_of, spots

pytestmark = pytest.mark.usefixtures("short_runs")
_RULES = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_RULES
@given(st.lists(spots(), min_size=1, max_size=4), st.data())
def test_moved_anywhere_it_shows_what_a_fresh_one_shows(spots: list[Spot], data: st.DataObject) -> None:
    model = TreeModel()
    for spot in spots:
        model.show(spot)
        open_some(model, data)
    assert rows_of(model) == rows_of(fresh(spots[-1]))


@_RULES
@given(spots())
def test_each_value_is_found_by_its_path(spot: Spot) -> None:
    model, opened = fresh(spot), fresh(spot)
    rows_of(opened)
    for _key, index in all_of(opened):
        path = opened.path_of(index)
        if path is not None:
            found = model.index_of(path, fetch=True)
            assert model.path_of(found) == path
            assert model.spot_of(found) == opened.spot_of(index)
    assert not model.index_of(("nowhere",), fetch=True).isValid()
    assert not model.index_of(("a", "nowhere", 7), fetch=True).isValid()


def test_the_watched_value_is_marked(qtbot: QtBot) -> None:
    model = fresh(plain({"a": {"b": 1}, "c": 2}))
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.watch(("c",))
    assert changed.args is not None
    assert changed.args[0] == model.index(1, NAME)
    model.watch(("a", "b"))
    model.fetchMore(model.index(0, NAME))
    signs = {str(index.data()): bool(index.data(CELL).mark) for _key, index in all_of(model)}
    assert signs == {"a": False, "b": True, "c": False}


def test_a_document_that_is_one_value_is_one_row() -> None:
    model = fresh(compared(1, 2, diff(1, 2)))
    index = model.index(0, NAME)
    assert (index.data(), index.siblingAtColumn(VALUE).data()) == ("value", "1 → 2")
    assert model.path_of(index) == ()
    assert index == model.index_of(())


@pytest.mark.parametrize(("path", "label"), [((5,), "[3 … 5]"), ((11,), "[9 … 11]")])
def test_a_run_is_named_by_its_ends(path: Path, label: str) -> None:
    model = fresh(plain(list(range(12))))
    labels = [str(model.index(row, NAME).data()) for row in range(model.rowCount())]
    assert labels == ["0", "1", "2", "3 … 5", "6 … 8", "9 … 11"]
    assert model.path_of(model.index(3, NAME)) is None
    assert label.strip("[]") == model.parent(model.index_of(path, fetch=True)).data()
