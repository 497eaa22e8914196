"""Trees for the tests of the inspector, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex

from leftfold.model.diff import diff
from leftfold.ui.inspector.node_model import NAME, VALUE
from leftfold.ui.inspector.spots import Spot, compared, differing
from leftfold.ui.inspector.tree_model import TreeModel
from leftfold.ui.rows.cell import CELL, Cell
from tests.ui.inspector.documents import DOCUMENTS

Rows: TypeAlias = list[tuple[str, Cell, Cell, "Rows"]]
"""Of each row: its text, its name, its value, and the rows under it."""
NO_ROW = QModelIndex()


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    """Any document after a step, with or without a draft."""
    before, after = draw(DOCUMENTS), draw(DOCUMENTS)
    spot = compared(before, after, diff(before, after))
    if draw(st.booleans()):
        stored = draw(DOCUMENTS)
        spot = Spot(after, before, stored, spot.step, differing(diff(stored, after)))
    return spot


def fresh(spot: Spot) -> TreeModel:
    """A tree that never showed anything else."""
    model = TreeModel()
    model.show(spot)
    return model


def rows_of(model: TreeModel, above: QModelIndex = NO_ROW, *, fetch: bool = True) -> Rows:
    """All rows; with `fetch`, those too that nobody opened."""
    if fetch and model.canFetchMore(above):
        model.fetchMore(above)
    indexes = [model.index(row, NAME, above) for row in range(model.rowCount(above))]
    return [(str(index.data()), *cells_of(index), rows_of(model, index, fetch=fetch)) for index in indexes]


def cells_of(index: QModelIndex) -> tuple[Cell, Cell]:
    """The name and the value of a row."""
    return index.data(CELL), index.siblingAtColumn(VALUE).data(CELL)


def open_some(model: TreeModel, data: st.DataObject, above: QModelIndex = NO_ROW) -> None:
    """Open some of the rows."""
    for row in range(model.rowCount(above)):
        index = model.index(row, NAME, above)
        if model.canFetchMore(index) and data.draw(st.booleans()):
            model.fetchMore(index)
            open_some(model, data, index)


def all_of(
    model: TreeModel, above: QModelIndex = NO_ROW, way: tuple[object, ...] = ()
) -> Iterator[tuple[tuple[object, ...], QModelIndex]]:
    """Each row that was made, by the keys of the rows that it lies in, its own last."""
    for row in range(model.rowCount(above)):
        index = model.index(row, NAME, above)
        key = (*way, model.row_key(index))
        yield key, index
        yield from all_of(model, index, key)
