"""The actions that guard a store, in a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from leftfold.ui.environment_dialog import EnvironmentDialog
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT
from tests.ui.finding import the
from tests.ui.windows import make_window


@pytest.fixture
def window(themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def _waits(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)


def _open(qtbot: QtBot, window: Window, path: Path) -> None:
    with qtbot.waitSignal(window.parts.document.opened, timeout=WAIT):
        window.opening.open(str(path))
    _waits(qtbot, window)


def test_an_environment_is_set_shown_at_once_and_the_store_is_locked(
    qtbot: QtBot, window: Window, tmp_path: Path, rules_of_user: Path
) -> None:
    window.actions_.refresh()
    assert not window.actions_["store.environment"].isEnabled()
    _open(qtbot, window, make_native(tmp_path / "school.sqlite", {"student/1": EVENTS}))
    chip, lock = window.header.environment, window.parts.drafting.lock
    assert (chip.text(), chip.isVisible(), window.edge.isVisible()) == ("LOCAL", True, False)
    lock.unlock()
    qtbot.waitUntil(lambda: lock.is_open, timeout=WAIT)
    window.actions_.refresh()
    chip.click()
    dialog = the(EnvironmentDialog, window)
    dialog.choice.setCurrentText("production")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: chip.text() == "PRODUCTION", timeout=WAIT)
    _waits(qtbot, window)
    assert window.edge.isVisible()
    assert not lock.is_open
    assert 'environment = "production"' in rules_of_user.read_text("utf-8")


def test_a_file_that_was_spoilt_is_heard_of_with_the_next_look_and_mended_too(
    qtbot: QtBot, window: Window, tmp_path: Path, rules_of_user: Path
) -> None:
    _open(qtbot, window, make_native(tmp_path / "school.sqlite", {"student/1": EVENTS}))
    chip, lock = window.header.environment, window.parts.drafting.lock
    rules_of_user.write_text("store", "utf-8")
    with qtbot.waitSignal(lock.refused) as told:
        lock.unlock()
    assert told.args is not None
    assert "is not valid TOML" in told.args[0]
    assert chip.text() == "RULES NOT KNOWN"
    assert "is not valid TOML" in window.banner.text
    assert window.parts.aggregates.isVisible()
    rules_of_user.write_text("", "utf-8")
    window.actions_["store.reload"].trigger()
    qtbot.waitUntil(lambda: chip.text() == "LOCAL", timeout=WAIT)
    lock.unlock()
    qtbot.waitUntil(lambda: lock.is_open, timeout=WAIT)
    _waits(qtbot, window)
