"""Changes stand one under the other: where, what was there, and what is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from leftfold.model.diff import diff
from leftfold.ui.inspector.changes_model import AFTER, BEFORE, FIELD, ChangesModel
from leftfold.ui.rows.cell import CELL

CHANGES = diff({"a": {"b": 1}, "gone": "x", "null": None}, {"a": {"b": 2}, "new": [1], "null": 0})
Fatal = QAbstractItemModelTester.FailureReportingMode.Fatal


def _texts(model: ChangesModel) -> list[list[str]]:
    return [
        [str(model.index(row, column).data()) for column in (FIELD, BEFORE, AFTER)] for row in range(model.rowCount())
    ]


def test_each_change_has_a_row() -> None:
    model = ChangesModel()
    tester = QAbstractItemModelTester(model, Fatal)
    model.show(CHANGES)
    assert sorted(_texts(model)) == [
        ["a.b", "1", "2"],
        ["gone", '"x"', "nothing"],
        ["new", "nothing", "[1]"],
        ["null", "null", "0"],
    ]
    assert {model.path(row) for row in range(4)} == {("a", "b"), ("gone",), ("new",), ("null",)}
    model.show(())
    assert model.rowCount() == 0
    del tester


def test_each_kind_of_change_has_its_sign() -> None:
    model = ChangesModel()
    model.show(CHANGES)
    icons = {str(model.index(row, FIELD).data()): model.index(row, FIELD).data(CELL).sign.icon for row in range(4)}
    assert icons == {"gone": "minus", "new": "plus", "a.b": "pencil", "null": "pencil"}


def test_columns_and_changes_are_named() -> None:
    model = ChangesModel()
    model.show(diff({"a": 1}, {"a": 2}))
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in (FIELD, BEFORE, AFTER)]
    assert titles == ["Field", "Before", "After"]
    assert model.index(0, FIELD).data(Qt.ItemDataRole.ToolTipRole) == "Changed: a\nBefore: 1\nAfter: 2"
    model.show(diff(1, 2))
    assert model.index(0, FIELD).data() == "the state"
