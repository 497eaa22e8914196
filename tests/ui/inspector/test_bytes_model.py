"""Stored bytes as lines: each worked out when it is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from leftfold.ui.inspector.bytes_model import ACROSS, BytesModel
from leftfold.ui.rows.cell import CELL, Cell


@pytest.fixture
def model(qapp: object) -> BytesModel:
    assert qapp
    return BytesModel()


def test_a_line_has_its_place_its_bytes_and_its_text(model: BytesModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(b"Rex\x00\xff~ \x7f" + b"ab")
    lines = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert lines == [
        "000000  52 65 78 00 ff 7e 20 7f  Rex..~ .",
        "000008  61 62                    ab",
    ]
    cell = model.index(0, 0).data(CELL)
    assert isinstance(cell, Cell)
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


@pytest.mark.parametrize("count", [0, 1, ACROSS, ACROSS + 1, 16 * 2**20])
def test_there_are_as_many_lines_as_are_needed(model: BytesModel, count: int) -> None:
    model.show(bytes(count))
    assert model.rowCount() == -(-count // ACROSS)
    assert model.rowCount(model.index(0, 0)) == 0


def test_the_last_line_of_a_huge_value_is_there_like_the_first(model: BytesModel) -> None:
    model.show(bytes(16 * 2**20 - 1) + b"!")
    assert model.index(model.rowCount() - 1, 0).data() == "fffff8  00 00 00 00 00 00 00 21  .......!"
