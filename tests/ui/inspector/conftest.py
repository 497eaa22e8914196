"""What the tests of the inspector build on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Tasks
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.inspector.things import THING, make_things, shown_of


@pytest.fixture
def short_runs() -> Iterator[None]:
    """Three rows to a run, so that small documents have runs of runs too."""
    with patch("leftfold.ui.inspector.runs.FAN_OUT", 3):
        yield


@pytest.fixture
def things(document: Document, open_store: OpenStore, tmp_path: Path) -> Shown:
    """The small stream in which everything happens, shown at its end."""
    open_store(make_things(tmp_path), select=THING)
    return shown_of(document)


@pytest.fixture
def idle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
