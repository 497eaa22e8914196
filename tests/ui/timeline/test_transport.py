"""The transport: its buttons move the cursor, and it says where that is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from leftfold.ui.selection import Selection
from leftfold.ui.steady_label import SteadyLabel
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.timeline.playback import SPEEDS, Playback
from leftfold.ui.timeline.transport import OrdinalSlider, Transport
from tests.ui.finding import button, the


@pytest.fixture
def playback(selection: Selection) -> Iterator[Playback]:
    selection.stand(50, 100)
    playback = Playback(selection, selection)
    yield playback
    playback.pause()


@pytest.fixture
def transport(qtbot: QtBot, selection: Selection, playback: Playback, themes: Themes) -> Transport:
    transport = Transport(selection, playback, themes)
    qtbot.addWidget(transport)
    transport.resize(800, 40)
    transport.show()
    return transport


@pytest.mark.parametrize(
    ("name", "ordinal"), [("To the start", 0), ("Step back", 49), ("Step forward", 51), ("To the end", 100)]
)
def test_buttons_move_the_cursor(transport: Transport, selection: Selection, name: str, ordinal: int) -> None:
    button(name, transport).click()
    assert selection.ordinal == ordinal


def test_one_button_plays_and_pauses_and_says_which(transport: Transport, playback: Playback, themes: Themes) -> None:
    button("Play", transport).click()
    assert playback.direction == 1
    themes.choose(Mode.DARK)
    pause = button("Pause", transport)
    assert pause.toolTip() == "Pause"
    pause.click()
    assert playback.direction == 0
    button("Play", transport)


def test_the_speed_is_chosen_and_follows(transport: Transport, playback: Playback) -> None:
    box = the(QComboBox, transport)
    assert box.currentData() == playback.speed
    QTest.keyClick(box, Qt.Key.Key_End)
    assert playback.speed == SPEEDS[-1]
    playback.set_speed(50)
    assert box.currentText() == "50 / s"


def test_the_slider_goes_to_where_it_is_pressed(transport: Transport, selection: Selection) -> None:
    slider = the(OrdinalSlider, transport)
    for share in (0.25, 0.75):
        QTest.mouseClick(
            slider, Qt.MouseButton.LeftButton, pos=QPoint(int(slider.width() * share), slider.height() // 2)
        )
        assert selection.ordinal == pytest.approx(100 * share, abs=3)


def test_another_length_does_not_move_the_cursor(transport: Transport, selection: Selection) -> None:
    slider = the(OrdinalSlider, transport)
    moved: list[int] = []
    selection.ordinal_changed.connect(moved.append)
    selection.stand(30, 40)
    assert (slider.maximum(), slider.value(), selection.ordinal) == (40, 30, 30)
    selection.stand(70, 1_000_000)
    assert (slider.maximum(), slider.value(), selection.ordinal) == (1_000_000, 70, 70)
    assert moved == [30, 70]


def test_it_says_where_the_cursor_is_and_gives_way_where_it_is_narrow(transport: Transport) -> None:
    transport.tell("57 / 214", "Tue 4 Mar 2025, 10:32:07 UTC")
    place, time = transport.findChildren(SteadyLabel)
    assert (place.text, time.text, time.toolTip()) == ("57 / 214", *("Tue 4 Mar 2025, 10:32:07 UTC",) * 2)
    transport.resize(transport.minimumSizeHint())
    assert not transport.grab().isNull()
    assert transport.width() < 520


def test_every_control_has_a_name(transport: Transport) -> None:
    names = [child.accessibleName() for child in (*transport.findChildren(SteadyLabel), the(OrdinalSlider, transport))]
    assert all(names)
