"""What the window shows while no store is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.settings import Settings
from leftfold.ui.welcome import Welcome
from tests.ui.finding import button


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_each_way_in(qtbot: QtBot, settings: Settings) -> None:
    settings.remember("/data/school.sqlite")
    done: list[str] = []
    welcome = Welcome(settings, lambda: done.append("ask"), lambda: done.append("demo"))
    qtbot.addWidget(welcome)
    welcome.on_recent(done.append)
    for text in ("Open a database file…", "Open the demo", "/data/school.sqlite"):
        button(text, welcome).click()
    assert done == ["ask", "demo", "/data/school.sqlite"]


def test_a_failure_is_said_where_the_person_looks(qtbot: QtBot, settings: Settings) -> None:
    welcome = Welcome(settings, lambda: None, lambda: None)
    qtbot.addWidget(welcome)
    welcome.show()
    welcome.show_failure("There is no file absent.sqlite; check the path.")
    assert "There is no file absent.sqlite; check the path." in [
        label.text() for label in welcome.findChildren(QLabel) if label.isVisible()
    ]
    welcome.show_failure("")
    assert "" not in [label.text() for label in welcome.findChildren(QLabel) if label.isVisible()]


def test_what_no_layout_fits_can_be_mapped(qtbot: QtBot, settings: Settings) -> None:
    done: list[str] = []
    welcome = Welcome(settings, lambda: None, lambda: None)
    qtbot.addWidget(welcome)
    welcome.on_unknown(lambda: done.append("map"), lambda: done.append("layout"))
    welcome.show()
    welcome.show_failure("There is no file absent.sqlite; check the path.")
    assert not button("Map its columns…", welcome).isVisible()
    welcome.show_failure("cooking.db fits no layout that Leftfold knows.", can_be_mapped=True)
    for text in ("Map its columns…", "Open with a layout file…"):
        assert button(text, welcome).isVisible()
        button(text, welcome).click()
    assert done == ["map", "layout"]
