"""Widths are those of the typeface, however many were asked for before."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from leftfold.ui.rows.widths import Widths


def _metrics(pixels: int) -> QFontMetrics:
    font = QFont("Inter")
    font.setPixelSize(pixels)
    return QFontMetrics(font)


@pytest.mark.usefixtures("qapp")
def test_a_text_is_as_wide_as_it_is_drawn_in_each_typeface() -> None:
    widths = Widths()
    for _time in range(2):
        for pixels in (11, 24):
            metrics = _metrics(pixels)
            assert widths.of("2025", metrics) == metrics.horizontalAdvance("2025")


@pytest.mark.usefixtures("qapp")
def test_after_more_texts_than_are_remembered_widths_are_still_right() -> None:
    widths, metrics = Widths(), _metrics(13)
    for number in range(4_100):
        widths.of(f"{number}", metrics)
    assert widths.of("4", metrics) == metrics.horizontalAdvance("4")
