"""The panels as docks that can be moved, closed, and found again where they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.workspace import Part, Workspace

NAMES = ("aggregates", "timeline", "events", "inspector", "draft")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def _workspace(qtbot: QtBot, themes: Themes) -> Workspace:
    workspace = Workspace((Part(name, name.capitalize(), QLabel(name)) for name in NAMES), themes)
    qtbot.addWidget(workspace)
    workspace.resize(1400, 860)
    return workspace


def test_each_panel_has_the_place_of_the_design(qtbot: QtBot, themes: Themes) -> None:
    workspace = _workspace(qtbot, themes)
    workspace.show()
    at = {name: dock.geometry() for name, dock in workspace.docks.items()}
    qtbot.waitUntil(lambda: 200 < workspace.docks["aggregates"].width() < 320)
    at = {name: dock.geometry() for name, dock in workspace.docks.items()}
    assert at["aggregates"].right() < at["timeline"].left() < at["timeline"].right() < at["inspector"].left()
    assert at["timeline"].bottom() < at["events"].top()
    assert at["timeline"].left() == at["events"].left()
    assert at["draft"].top() > at["events"].bottom()
    assert at["draft"].left() < at["timeline"].left() < at["inspector"].left() < at["draft"].right()


def test_a_closed_panel_stays_closed_at_the_next_start_and_can_be_put_back(
    qtbot: QtBot, themes: Themes, settings: Settings
) -> None:
    workspace = _workspace(qtbot, themes)
    workspace.show()
    workspace.switch("inspector").trigger()
    assert not workspace.docks["inspector"].isVisible()
    workspace.save(settings)
    again = _workspace(qtbot, themes)
    again.restore(settings)
    again.show()
    assert not again.docks["inspector"].isVisible()
    again.show_panel("inspector")
    assert again.docks["inspector"].isVisible()
    again.docks["events"].close()
    again.arrange()
    assert all(dock.isVisible() for dock in again.docks.values())


def test_what_was_remembered_badly_is_left_out(qtbot: QtBot, themes: Themes, settings: Settings) -> None:
    workspace = _workspace(qtbot, themes)
    settings.save_layout("workspace", workspace.saveGeometry())
    workspace.restore(settings)
    workspace.show()
    assert all(dock.isVisible() for dock in workspace.docks.values())


def test_what_is_asked_for_is_shown_below_the_inspector_from_then_on(
    qtbot: QtBot, themes: Themes, settings: Settings
) -> None:
    old = _workspace(qtbot, themes)
    old.show()
    old.save(settings)
    parts = [*(Part(name, name, QLabel(name)) for name in NAMES)]
    parts += [Part(name, name, QLabel(name), asked_for=True) for name in ("compare", "breakpoints")]
    workspace = Workspace(parts, themes)
    qtbot.addWidget(workspace)
    workspace.resize(1400, 860)
    workspace.restore(settings)
    workspace.show()
    docks = workspace.docks
    assert [name for name, dock in docks.items() if not dock.isVisible()] == ["compare", "breakpoints"]
    workspace.show_panel("breakpoints")
    assert docks["breakpoints"].isVisible()
    qtbot.waitUntil(lambda: docks["breakpoints"].geometry().top() > docks["inspector"].geometry().top())
    workspace.arrange()
    assert not docks["breakpoints"].isVisible()
