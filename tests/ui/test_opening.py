"""Opening a store in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.opening import Opening
from leftfold.ui.settings import Settings
from tests.store_builders import make_native

PLACED = ("placeStudent", {"lesson": 6, "activity": 1})
DONE = ("lessonCompleted", {"lesson": 6})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_what_was_asked_for_is_selected_and_the_store_remembered(
    qtbot: QtBot, document: Document, settings: Settings, tmp_path: Path
) -> None:
    path = make_native(tmp_path / "school.sqlite", {"student/1": [PLACED, DONE], "student/2": [PLACED]})
    opening = Opening(document, settings)
    with qtbot.waitSignal(document.loaded):
        opening.open(str(path), aggregate="student/1", at=1)
    assert str(document.selection.stream) == "student/1"
    assert document.selection.ordinal == 1
    assert settings.recent == (str(path),)


def test_a_store_that_cannot_be_opened_is_not_remembered(
    qtbot: QtBot, document: Document, settings: Settings, tmp_path: Path
) -> None:
    opening = Opening(document, settings)
    with qtbot.waitSignal(document.open_failed) as failed:
        opening.open(str(tmp_path / "absent.sqlite"))
    assert "absent.sqlite" in failed.args[0]
    assert settings.recent == ()
