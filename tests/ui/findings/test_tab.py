"""The tab of findings in the window, with the marks and the count that go with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.findings import stream
from leftfold.ui.findings.model import Column
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.scan.made import make_wrong
from tests.ui.conftest import WAIT
from tests.ui.windows import make_window


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    qtbot.wait(0)


def _show(qtbot: QtBot, window: Window, path: Path, stream: str) -> None:
    with qtbot.waitSignal(window.parts.document.loaded, timeout=WAIT):
        window.opening.open(str(path), aggregate=stream)
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)


def test_findings_are_counted_listed_and_lead_to_their_events(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    _show(qtbot, window, make_wrong(tmp_path / "wrong.sqlite", students=12), "student/011")
    parts, tabs = window.parts, window.parts.inspector.tabs
    assert window.status.text.startswith("6 events · 1 failed event · 1 other finding")
    assert window.actions_["view.findings"].isEnabled()
    parts.document.selection.go_to(2)
    window.actions_["view.findings"].trigger()
    page = parts.findings_tab.page
    assert tabs.currentWidget() is page
    assert parts.inspector.titles.title(tabs.indexOf(page)) == "Findings  3"
    assert page.model.rowCount() == 3
    at = page.table.visualRect(page.model.index(1, Column.KIND)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert parts.document.selection.ordinal == 6
    parts.document.selection.go_to(2)
    page.table.activated.emit(page.model.index(0, Column.KIND))
    assert parts.document.selection.ordinal == 6


def test_where_nothing_is_found_there_is_no_tab(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = make_wrong(tmp_path / "wrong.sqlite", students=12)
    _show(qtbot, window, path, "student/000")
    tabs = window.parts.inspector.tabs
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["State", "Event", "Changes", "Snapshot"]
    against = {action.id: action.why_not() for action in window.actions_}
    assert against["view.findings"] == "Nothing is found in this aggregate."
    window.parts.document.select("student/007")
    page = window.parts.findings_tab
    qtbot.waitUntil(lambda: page.page.model.rowCount() == 2, timeout=WAIT)
    window.parts.document.select("student/000")
    qtbot.waitUntil(lambda: not tabs.isTabVisible(tabs.indexOf(page.page)), timeout=WAIT)
    assert "finding" not in window.status.text


def test_the_timeline_tells_of_them(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    _show(qtbot, window, make_wrong(tmp_path / "wrong.sqlite", students=12), "student/011")
    model = window.parts.timeline.viewing.model
    assert "Versions 6 to 8 are missing before version 9." in model.found.sentences_at(6)
    assert len(model.marking.kinds_of(6)) == 2


def test_that_not_all_are_listed_is_said(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MOST", 1)
    _show(qtbot, window, make_wrong(tmp_path / "wrong.sqlite", students=12), "student/011")
    tab = window.parts.findings_tab
    titles, tabs = window.parts.inspector.titles, window.parts.inspector.tabs
    assert titles.title(tabs.indexOf(tab.page)) == "Findings  1+"
