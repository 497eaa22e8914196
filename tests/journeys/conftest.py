"""A person at a window on the demo's store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.demo import demo_store
from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.window import Window
from tests.journeys.person import Person


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return demo_store(tmp_path)


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Person]:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(Surroundings(Themes(qapp, Mode.LIGHT), Clock(), Settings(kept)))
    window.show()
    yield Person(qtbot, window)
    window.parts.drafting.discard()
    window.close()
    window.deleteLater()
