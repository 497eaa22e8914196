"""What is looked at: the whole until a person zooms, then what the cursor is in."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.timeline.viewing import Viewing
from leftfold.ui.timeline.viewport import Window
from tests.ui.timeline.made import made_index, made_replay, show_made


@pytest.fixture
def looking(viewing: Viewing, document: Document) -> Viewing:
    """What is looked at of a stream of 1,000 events."""
    show_made(document, made_index(1000))
    return viewing


def test_all_of_a_stream_is_shown_at_first_and_of_it_grown_too(looking: Viewing, document: Document) -> None:
    assert looking.is_whole
    document.show_replay(made_replay(made_index(1200)))
    assert looking.is_whole
    assert looking.window.end == 1200.5


def test_a_stretch_stays_where_the_stream_grows(looking: Viewing, document: Document) -> None:
    document.selection.go_to(150)
    looking.show(Window(100, 200))
    document.show_replay(made_replay(made_index(1200)))
    assert looking.window == Window(100, 200)


def test_the_cursor_is_followed_wherever_it_goes(looking: Viewing, document: Document) -> None:
    document.selection.go_to(150)
    looking.show(Window(100, 200))
    document.selection.go_to(201)
    assert looking.window == Window(186, 286)
    document.selection.go_to(900)
    assert looking.window == Window(850, 950)
    document.selection.go_to(0)
    assert looking.window.start == -0.5


def test_zooming_is_around_the_cursor_or_else_the_middle(looking: Viewing, document: Document) -> None:
    document.selection.go_to(120)
    looking.show(Window(100, 200))
    looking.zoom(0.5)
    assert looking.window == Window(110, 160)
    looking.show(Window(400, 500))
    looking.zoom(0.5)
    assert looking.window == Window(425, 475)
    looking.zoom(2, at=425)
    assert looking.window == Window(425, 525)


def test_an_event_can_be_looked_at_closely(looking: Viewing) -> None:
    looking.zoom_to(500)
    assert looking.window == Window(488, 512)


def test_another_axis_shows_the_same_events(looking: Viewing, document: Document) -> None:
    document.selection.go_to(450)
    looking.show(Window(400, 500))
    looking.model.set_by_time(by_time=True)
    axis = looking.model.axis
    assert (axis.ordinal_at(looking.window.start), axis.ordinal_at(looking.window.end)) == (400, 500)
    looking.model.set_by_time(by_time=False)
    assert looking.window == Window(400, 500)


def test_moving_stops_at_an_end_and_is_told_only_where_it_moved(qtbot: QtBot, looking: Viewing) -> None:
    looking.show(Window(0, 100))
    looking.move(-500)
    assert looking.window.start == -0.5
    with qtbot.assertNotEmitted(looking.changed):
        looking.move(-1)
    looking.fit()
    assert looking.is_whole
