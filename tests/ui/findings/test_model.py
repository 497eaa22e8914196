"""Findings as rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QIcon
from pytestqt.modeltest import ModelTester

from leftfold.model.finding import Finding, FindingKind
from leftfold.model.stream import StreamId
from leftfold.ui.findings.model import Column, FindingsModel
from leftfold.ui.findings.words import WORDS, sign_of
from leftfold.ui.rows.cell import CELL
from leftfold.ui.theme.icons import icon

GAP = Finding(StreamId("student", "1"), 5_000, FindingKind.GAP, "Version 4,999 is missing.")
FAILED = Finding(StreamId("student", "2"), 3, FindingKind.FAILED, "It could not be applied.")


@pytest.fixture
def model(qtmodeltester: ModelTester) -> FindingsModel:
    model = FindingsModel()
    model.show((GAP,))
    assert isinstance(model, QAbstractItemModel)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def test_a_row_tells_where_what_and_why(model: FindingsModel) -> None:
    assert [model.index(0, column).data() for column in Column] == [
        "student/1",
        "5,000",
        "Missing versions",
        "Version 4,999 is missing.",
    ]
    assert model.index(0, Column.KIND).data(CELL).sign == sign_of(GAP)
    assert (
        model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).startswith("student/1, version 5,000\nMissing versions: ")
    )
    assert model.headerData(Column.TEXT, Qt.Orientation.Horizontal) == "What was found"
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_a_sentence_may_stand_below_its_kind() -> None:
    model = FindingsModel(below=True)
    model.show((GAP,))
    assert model.cell(0, Column.KIND).text == "Missing versions, Version 4,999 is missing."


def test_more_come_at_the_end_and_those_of_one_kind_are_listed(model: FindingsModel) -> None:
    model.extend((FAILED, GAP))
    assert list(model.findings) == [GAP, FAILED, GAP]
    model.list_only(FindingKind.FAILED)
    assert list(model.findings) == [FAILED] == [model.finding(0)]
    model.extend((GAP,))
    assert list(model.findings) == [FAILED]
    model.list_only(None)
    assert list(model.findings) == [GAP, FAILED, GAP, GAP]
    assert model.counts == {FindingKind.GAP: 3, FindingKind.FAILED: 1}


@pytest.mark.parametrize("kind", FindingKind)
def test_each_kind_has_a_word_and_an_icon(kind: FindingKind) -> None:
    finding = Finding(GAP.stream, 1, kind, "It is.")
    assert WORDS[kind]
    assert isinstance(icon(sign_of(finding).icon, "#000000"), QIcon)
