"""The actions of a case, and why they cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.ui.windows import make_window


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    qtbot.addWidget(window)
    yield window
    window.close()


def test_all_of_them_want_an_aggregate_first(window: Window) -> None:
    against = {action.id: action.why_not() for action in window.actions_ if action.menu == "case"}
    assert against
    assert set(against.values()) == {"Select an aggregate first."}


def test_the_bookmark_has_the_key_that_one_expects(window: Window) -> None:
    assert window.actions_["case.bookmark"].shortcut().toString() == "Ctrl+Shift+B"
