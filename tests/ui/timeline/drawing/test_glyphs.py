"""Marks differ in shape, not only in colour."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from leftfold.ui.theme.tokens import DARK, LIGHT, Theme
from leftfold.ui.timeline.drawing.glyphs import draw_mark
from leftfold.ui.timeline.marking import KINDS, Kind


def _ink(kind: Kind, theme: Theme) -> frozenset[tuple[int, int]]:
    """Where a mark on its surface differs from the surface."""
    image = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    draw_mark(painter, kind, QPointF(24, 24), theme, half=16)
    assert painter.brush().style() is Qt.BrushStyle.NoBrush, "the painter is left as it was"
    painter.end()
    plain = QColor(theme.surface).rgb()
    return frozenset((x, y) for x in range(48) for y in range(48) if image.pixel(x, y) != plain)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_two_marks_have_one_shape(theme: Theme) -> None:
    shapes = {kind: _ink(kind, theme) for kind in KINDS}
    for one, other in combinations(KINDS, 2):
        different = shapes[one] ^ shapes[other]
        assert len(different) > 0.2 * min(len(shapes[one]), len(shapes[other])), f"{one.name} looks like {other.name}"
