"""A person at a window on the demo's store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.demo import demo_store
from leftfold.ui.theme.themes import Mode, Themes
from tests.journeys.person import Person
from tests.ui.windows import make_window, shown


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return demo_store(tmp_path)


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Person]:
    with shown(make_window(Themes(qapp, Mode.LIGHT), tmp_path)) as window:
        yield Person(qtbot, window)
