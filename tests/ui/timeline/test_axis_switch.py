"""The switch of the axis, and the buttons that zoom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.timeline.axis_switch import AxisSwitch
from leftfold.ui.timeline.panel import TimelinePanel
from tests.ui.finding import button
from tests.ui.timeline.made import made_index, show_made


def test_it_chooses_and_shows_the_axis(qtbot: QtBot) -> None:
    chosen: list[bool] = []
    switch = AxisSwitch(chosen.append)
    qtbot.addWidget(switch)
    version, time = button("Timeline by version", switch), button("Timeline by time", switch)
    assert version.isChecked()
    time.click()
    version.click()
    assert chosen == [True, False]
    switch.show_axis(by_time=True, has_times=True)
    assert time.isChecked()
    switch.show_axis(by_time=True, has_times=False)
    assert version.isChecked()
    assert not time.isEnabled()
    assert "does not say" in time.toolTip()
    switch.show_axis(by_time=True, has_times=False, is_read=False)
    assert version.isChecked()
    assert "still being read" in time.toolTip()


def test_without_times_the_panel_does_not_offer_them(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(30))
    assert button("Time", told_panel).isEnabled()
    show_made(document, replace(made_index(30), times=np.zeros(30, np.int64)))
    assert not button("Time", told_panel).isEnabled()


def test_buttons_zoom(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(300))
    viewing = told_panel.viewing
    button("Zoom in", told_panel).click()
    near = viewing.window.span
    assert near < viewing.bounds.whole.span
    button("Zoom in", told_panel).click()
    button("Zoom out", told_panel).click()
    assert abs(viewing.window.span - near) < 1e-6
    button("Show all events", told_panel).click()
    assert viewing.is_whole
