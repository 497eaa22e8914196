"""Playback moves the cursor by the clock, either way, up to an end."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.selection import Selection
from leftfold.ui.timeline.playback import SPEEDS, Playback


class Clockwork:
    """A clock that goes a fixed time further each time it is looked at."""

    def __init__(self) -> None:
        self.time, self.step = 0.0, 0.0

    def __call__(self) -> float:
        """The time now, in seconds."""
        self.time += self.step
        return self.time


@pytest.fixture
def clockwork() -> Clockwork:
    return Clockwork()


@pytest.fixture
def playback(selection: Selection, clockwork: Clockwork) -> Playback:
    selection.stand(0, 100)
    return Playback(selection, selection, now=clockwork)


def test_it_plays_to_the_end_and_rests(
    qtbot: QtBot, playback: Playback, selection: Selection, clockwork: Clockwork
) -> None:
    playback.set_speed(1000)
    clockwork.step = 0.02
    passed: list[int] = []
    selection.ordinal_changed.connect(passed.append)
    playback.toggle()
    assert playback.direction == 1
    qtbot.waitUntil(lambda: playback.direction == 0)
    assert selection.ordinal == 100
    assert passed == sorted(set(passed))


def test_it_plays_backward_to_the_start(
    qtbot: QtBot, playback: Playback, selection: Selection, clockwork: Clockwork
) -> None:
    selection.go_to(50)
    playback.set_speed(500)
    clockwork.step = 0.02
    playback.backward()
    assert playback.direction == -1
    qtbot.waitUntil(lambda: playback.direction == 0)
    assert selection.ordinal == 0


def test_asking_again_for_the_same_way_is_faster_and_pausing_rests(playback: Playback) -> None:
    playback.forward()
    first = playback.speed
    playback.forward()
    assert playback.speed == SPEEDS[SPEEDS.index(first) + 1]
    playback.pause()
    assert playback.direction == 0
    playback.set_speed(SPEEDS[-1])
    playback.forward()
    playback.forward()
    assert playback.speed == SPEEDS[-1]
    playback.pause()


def test_at_the_end_it_begins_anew_and_there_is_nothing_to_play_beyond(
    playback: Playback, selection: Selection
) -> None:
    selection.go_to(100)
    playback.forward()
    assert playback.direction == 0
    playback.toggle()
    assert (selection.ordinal, playback.direction) == (0, 1)
    playback.toggle()
    assert playback.direction == 0
    playback.backward()
    assert playback.direction == 0


@pytest.mark.parametrize("ends", [(0, 37), (100, 40)])
def test_it_is_stopped_on_its_way(
    qtbot: QtBot, playback: Playback, selection: Selection, clockwork: Clockwork, ends: tuple[int, int]
) -> None:
    start, end = ends

    def way(begin: int, to: int) -> tuple[int, bool]:
        on_the_way = min(begin, to) <= end <= max(begin, to) and begin != end
        return (end, True) if on_the_way else (to, False)

    playback.way = way
    selection.go_to(start)
    playback.set_speed(500)
    clockwork.step = 0.02
    with qtbot.waitSignal(playback.stopped) as told:
        (playback.forward if start < end else playback.backward)()
    assert told.args == [end]
    assert (selection.ordinal, playback.direction) == (end, 0)
    playback.forward()
    qtbot.waitUntil(lambda: playback.direction == 0)
    assert selection.ordinal == 100, "it plays on from where it was stopped"


def test_it_waits_where_it_may_not_pass_yet(
    qtbot: QtBot, playback: Playback, selection: Selection, clockwork: Clockwork
) -> None:
    known = [10]
    playback.way = lambda _start, end: (min(end, known[0]), False)
    playback.set_speed(1000)
    clockwork.step = 0.02
    playback.forward()
    qtbot.waitUntil(lambda: selection.ordinal == 10)
    assert playback.direction == 1
    known[0] = 100
    qtbot.waitUntil(lambda: playback.direction == 0)
    assert selection.ordinal == 100
