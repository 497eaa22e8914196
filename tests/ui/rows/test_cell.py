"""Cells of tables."""

from __future__ import annotations

import pytest

from leftfold.ui.rows.cell import Cell, Run, Tone
from leftfold.ui.theme.tokens import DARK, LIGHT


def test_a_cell_reads_as_its_lines_one_after_the_other() -> None:
    assert Cell().text == ""
    assert Cell(runs=(Run("student/", Tone.MUTED), Run("3202"))).text == "student/3202"
    assert Cell(runs=(Run("3202"),), below=(Run("94 events"),)).text == "3202, 94 events"


@pytest.mark.parametrize("tone", Tone)
def test_each_tone_is_a_colour_of_both_themes(tone: Tone) -> None:
    for theme in (LIGHT, DARK):
        assert str(getattr(theme, tone)).startswith("#")
