"""The pictures of the timeline are handed what the panel knows."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.minimap import Minimap
from leftfold.ui.timeline.pictures import Pictures
from leftfold.ui.timeline.plot import Plot
from leftfold.ui.timeline.viewing import Viewing
from tests.ui.finding import button, the
from tests.ui.timeline.made import made_index, show_made


def test_they_show_what_they_are_told(qtbot: QtBot, viewing: Viewing, document: Document, themes: Themes) -> None:
    pictures = Pictures(viewing, document.selection, themes, Clock())
    qtbot.addWidget(pictures)
    show_made(document, made_index(30))
    plot = the(Plot, pictures)
    assert (plot.accessibleName(), the(Minimap, pictures).accessibleName()) == ("Events over time", "Map of all events")
    pictures.watch("lesson", np.array([3, 9]))
    assert plot.frame.watched is not None
    assert (plot.frame.watched.name, plot.frame.watched.ordinals.tolist()) == ("lesson", [3, 9])
    pictures.describe("Event 7 of 30")
    assert plot.accessibleDescription() == "Event 7 of 30"
    button("Timeline by time", pictures).click()
    assert viewing.model.by_time
    pictures.mark_hits("a = 1", np.array([4]))
    assert plot.frame.hits is not None
    assert (plot.frame.hits.name, plot.frame.rows.hits is not None) == ("a = 1", True)
    pictures.mark_hits("", np.array([], np.int64))
    assert the(Plot, pictures).frame.hits is None
    pictures.watch(None, np.array([], np.int64))
    assert the(Plot, pictures).frame.watched is None


def test_they_pass_on_what_is_asked_of_an_event(
    qtbot: QtBot, viewing: Viewing, document: Document, themes: Themes
) -> None:
    pictures = Pictures(viewing, document.selection, themes, Clock())
    qtbot.addWidget(pictures)
    with qtbot.waitSignal(pictures.menu_asked) as asked:
        the(Plot, pictures).menu_asked.emit(4, QPoint(1, 2))
    assert asked.args == [4, QPoint(1, 2)]
