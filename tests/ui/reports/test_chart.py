"""The chart of a report in the window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from leftfold.reports.drawing import Bars
from leftfold.ui.reports.chart import Chart
from leftfold.ui.theme.themes import Mode, Themes


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_bars_stand_on_none_and_hang_below_it(qtbot: QtBot, themes: Themes, mode: Mode) -> None:
    themes.choose(mode)
    chart = Chart(themes)
    qtbot.addWidget(chart)
    chart.resize(504, 262)
    chart.show_bars(Bars("Sum", ("a", "b"), (1.0, -1.0)))
    image = chart.grab().toImage()
    bar, surface = QColor(themes.current.tracks[0]), QColor(themes.current.surface)
    colors = [image.pixelColor(x, y) for x in (152, 352) for y in (80, 180)]
    assert colors == [bar, surface, surface, bar]
    assert (chart.text_at(152), chart.text_at(352), chart.text_at(500)) == ("a: 1", "b: -1", "")
    assert chart.accessibleDescription() == "a: 1; b: -1"
    chart.show_bars(None)
    assert chart.text_at(152) == ""
    assert not chart.isVisible()
