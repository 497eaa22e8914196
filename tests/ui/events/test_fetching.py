"""Rows told off the GUI thread: only what is wanted, the newest wish first, and nothing that no longer holds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leftfold.model.errors import StoreFailed
from leftfold.model.event import Event
from leftfold.ui.events.fetching import Fetching
from leftfold.ui.events.told_pages import PAGE
from leftfold.ui.tasks import Tasks
from tests.ui.conftest import WAIT
from tests.ui.events.made import CountingSource, long_history

LENGTH = 100 * PAGE


class BrokenSource(CountingSource):
    """Cannot be read."""

    @override
    def read(self, first: int, last: int) -> Iterator[Event]:
        raise StoreFailed("The database is gone; open it again.")


@pytest.fixture
def fetching(tasks: Tasks) -> Iterator[Fetching]:
    parent = QObject()
    yield Fetching(tasks, parent)
    parent.deleteLater()


def ordinals(first: int, last: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(first, last + 1, dtype=np.int64)


def test_nothing_is_read_until_it_is_wanted_and_released(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    source = CountingSource()
    fetching.turn_to(long_history(LENGTH, source), changed_from=None)
    fetching.release()
    assert tasks.is_idle
    fetching.turn_to(long_history(LENGTH, source), changed_from=None)
    fetching.want(ordinals(1, 10))
    assert tasks.is_idle
    with qtbot.waitSignal(fetching.arrived, timeout=WAIT) as arrived:
        fetching.release()
    assert arrived.args == [1, PAGE]
    assert source.read_from == [(1, PAGE)]
    told = fetching.get(10)
    assert told is not None
    assert told.sentence == "Completed activity 1 of lesson 2"
    assert fetching.get(PAGE + 1) is None


def test_while_it_is_held_nothing_new_is_read_and_then_only_what_is_wanted_last(
    qtbot: QtBot, fetching: Fetching, tasks: Tasks
) -> None:
    source = CountingSource()
    fetching.turn_to(long_history(LENGTH, source), changed_from=None)
    fetching.release()
    fetching.hold()
    for first in (1, 1 + PAGE, 1 + 2 * PAGE):
        fetching.want(ordinals(first, first + 10))
    assert tasks.is_idle
    with qtbot.waitSignal(fetching.arrived, timeout=WAIT) as arrived:
        fetching.release()
    assert arrived.args == [2 * PAGE + 1, 3 * PAGE]
    fetching.release()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert fetching.get(1) is None


def test_only_pages_in_view_are_told_and_each_once(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    source = CountingSource()
    fetching.turn_to(long_history(LENGTH, source), changed_from=None)
    fetching.release()
    arrived: list[tuple[int, int]] = []
    fetching.arrived.connect(lambda first, last: arrived.append((first, last)))
    fetching.want(ordinals(PAGE - 5, PAGE + 5))
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert arrived == [(1, PAGE), (PAGE + 1, 2 * PAGE)]
    fetching.want(ordinals(PAGE, PAGE + 10))
    assert tasks.is_idle


def test_the_newest_wish_takes_the_place_of_an_older_one(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    fetching.turn_to(long_history(LENGTH), changed_from=None)
    fetching.release()
    for first in range(1, LENGTH, 10 * PAGE):
        fetching.want(ordinals(first, first + 10))
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert fetching.get(90 * PAGE + 1) is not None


def test_what_changed_is_told_anew_without_a_blank(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    fetching.turn_to(long_history(LENGTH), changed_from=None)
    fetching.want(ordinals(1, 2 * PAGE))
    fetching.release()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    source = CountingSource()
    fetching.turn_to(long_history(LENGTH, source), changed_from=PAGE + 3)
    assert fetching.get(PAGE + 5) is not None
    fetching.release()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert source.read_from == [(1, 2 * PAGE)]


def test_what_is_not_told_anew_soon_is_no_longer_said(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    fetching.turn_to(long_history(LENGTH), changed_from=None)
    fetching.want(ordinals(1, 10))
    fetching.release()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    with qtbot.waitSignal(fetching.arrived, timeout=WAIT) as arrived:
        fetching.turn_to(long_history(LENGTH), changed_from=1)
    assert arrived.args == [1, LENGTH]
    assert fetching.get(1) is None


def test_another_stream_is_told_from_nothing(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    fetching.turn_to(long_history(LENGTH), changed_from=None)
    fetching.want(ordinals(1, 10))
    fetching.release()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    fetching.turn_to(None, changed_from=None)
    assert fetching.get(1) is None
    fetching.release()
    fetching.want(ordinals(1, 10))
    assert tasks.is_idle


def test_a_page_that_cannot_be_read_is_told_and_asked_for_again(qtbot: QtBot, fetching: Fetching, tasks: Tasks) -> None:
    fetching.turn_to(long_history(LENGTH, BrokenSource()), changed_from=None)
    fetching.release()
    for _time in range(2):
        with qtbot.waitSignal(fetching.failed, timeout=WAIT) as failed:
            fetching.want(ordinals(1, 10))
        assert failed.args == ["The database is gone; open it again."]
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
