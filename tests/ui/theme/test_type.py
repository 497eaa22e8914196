"""The shipped typefaces."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from leftfold.ui.theme.type import CODE, TEXT, dress, monospace


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.font()
    dress(qapp)
    yield qapp
    qapp.setFont(before)


def test_the_shipped_typefaces_are_the_ones_in_use(dressed: QApplication) -> None:
    assert QFontInfo(dressed.font()).family() == TEXT
    assert QFontInfo(monospace()).family() == CODE
    assert QFontInfo(monospace()).fixedPitch()
