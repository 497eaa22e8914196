"""The search for hits: nothing is searched twice, and what was known stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from leftfold.diagnose.condition import parse_condition
from leftfold.ui.breakpoints.breakpoints import Breakpoints
from leftfold.ui.breakpoints.scanning import Scanning
from leftfold.ui.document import Document
from leftfold.ui.tasks import Tasks
from tests.ui.breakpoints.conftest import LONG, ONES, TWOS

ONE, TWO = "a = 1", "event.data.b = 2"


@pytest.fixture
def scanning(document: Document, tasks: Tasks, breakpoints: Breakpoints) -> Scanning:
    found = Scanning(tasks, document)
    assert breakpoints.known == ()
    found.show(document.shown, first=1)
    return found


def _look(scanning: Scanning, *texts: str) -> None:
    scanning.look_for([(text, parse_condition(text)) for text in texts])


def test_hits_are_found_as_the_search_goes_on(
    scanning: Scanning, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leftfold.ui.breakpoints.scanning.PACE", 0.0)
    heard: list[int] = []
    scanning.changed.connect(lambda: heard.append(scanning.hits_of((ONE,)).searched))
    _look(scanning, ONE, TWO)
    idle()
    assert len(heard) > 2
    assert heard == sorted(heard)
    found = scanning.hits_of((ONE, TWO))
    assert [column.tolist() for column in found.columns] == [ONES, TWOS]
    assert found.searched == LONG


def test_one_more_condition_leaves_what_is_known(scanning: Scanning, idle: Callable[[], None]) -> None:
    _look(scanning, ONE)
    idle()
    _look(scanning, ONE, TWO)
    assert scanning.hits_of((ONE,)).searched == LONG
    assert scanning.hits_of((TWO,)).searched == 0
    idle()
    assert scanning.hits_of((TWO,)).columns[0].tolist() == TWOS
    _look(scanning, TWO)
    assert scanning.hits_of((ONE,)).texts == ()


def test_what_is_the_same_is_not_searched_again(
    scanning: Scanning, document: Document, idle: Callable[[], None]
) -> None:
    _look(scanning, ONE)
    idle()
    _look(scanning, ONE, TWO)
    idle()
    scanning.show(document.shown, first=LONG - 60)
    found = scanning.hits_of((ONE, TWO))
    assert [column.tolist() for column in found.columns] == [ONES[:2], TWOS]
    assert found.searched == LONG - 61
    idle()
    assert [column.tolist() for column in scanning.hits_of((ONE, TWO)).columns] == [ONES, TWOS]


def test_of_nothing_shown_nothing_is_known(scanning: Scanning, idle: Callable[[], None], qapp: QObject) -> None:
    _look(scanning, ONE)
    idle()
    scanning.show(None, first=1)
    assert (scanning.hits_of((ONE,)).searched, scanning.hits_of((ONE,)).ordinals.tolist()) == (0, [])
    assert qapp is not None
