"""F1 opens the manual at the page for what has the focus, from the window and from its dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from leftfold.manual import INDEX, page
from leftfold.ui.manual.topics import topic_of
from leftfold.ui.raising import show_over
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.manual_words import row_of
from tests.ui.windows import make_window, shown


class ReportsDialog(QDialog):
    """Of the name of the dialog of reports."""


@pytest.fixture
def window(themes: Themes, tmp_path: Path) -> Iterator[Window]:
    with shown(make_window(themes, tmp_path)) as window:
        yield window


def test_every_action_is_in_the_manual_with_its_title_and_keys(window: Window) -> None:
    said = page("actions.md").text
    missing = [row_of(action) for action in window.actions_ if f"{row_of(action)} " not in said]
    assert missing == [], "put into resources/help/actions.md, under its menu:\n" + "\n".join(
        f"{row} what it does |" for row in missing
    )
    rows = {line.split("`")[1] for line in said.splitlines() if line.startswith("| `")}
    gone = rows - {action.id for action in window.actions_}
    assert gone == set(), "take these out of resources/help/actions.md"


def test_the_key_opens_it_and_it_is_made_only_then(window: Window, qtbot: QtBot) -> None:
    help_ = window.dialogs.help
    assert help_._manual is None
    window.activateWindow()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(help_.manual.isVisible)
    assert help_.manual.name == INDEX
    manual = help_.manual
    window.close()
    assert not manual.isVisible()


def test_each_panel_has_its_page(window: Window) -> None:
    without = [name for name, dock in window.workspace.docks.items() if topic_of(dock.widget()) == INDEX]
    assert without == [], "say in leftfold/ui/manual/topics.py which page tells about these panels"


def test_a_dialog_has_its_own_page_and_the_manual_can_be_used_beside_it(window: Window, qtbot: QtBot) -> None:
    dialog = ReportsDialog(window)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    show_over(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_F1)
    manual = window.dialogs.help.manual
    qtbot.waitUntil(manual.isVisible)
    assert manual.name == "reports.md"
    QTest.keyClicks(manual.contents.field, "audit")
    assert manual.contents.words == ["audit"]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_an_action_in_the_manual_is_done_or_says_why_not(window: Window) -> None:
    help_ = window.dialogs.help
    help_.open("actions.md")
    before = window.parts.around.clock.in_utc
    help_.manual.follow("action:view.utc")
    assert window.parts.around.clock.in_utc is not before
    help_.manual.follow("action:event.append")
    assert help_.manual.said == "Select an aggregate first."
    help_.open("index.md")
    assert help_.manual.said == ""
