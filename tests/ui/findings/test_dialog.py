"""The dialog that scans the whole store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.finding import FindingKind
from leftfold.model.stream import StreamId
from leftfold.ui.findings import scanning
from leftfold.ui.findings.dialog import ScanDialog
from leftfold.ui.findings.model import Column
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.scan.made import make_wrong
from tests.school import EVENTS
from tests.store_builders import make_native
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


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_wrong(tmp_path / "wrong.sqlite")


def _ask(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.actions_["store.scan"].isEnabled, timeout=WAIT)
    window.actions_["store.scan"].trigger()


def _scanning(qtbot: QtBot, window: Window, path: Path) -> ScanDialog:
    with qtbot.waitSignal(window.parts.document.opened, timeout=WAIT):
        window.opening.open(str(path))
    _ask(qtbot, window)
    (dialog,) = window.findChildren(ScanDialog)
    return dialog


def _scanned(qtbot: QtBot, window: Window, path: Path) -> ScanDialog:
    dialog = _scanning(qtbot, window, path)
    qtbot.waitUntil(lambda: not dialog.scanning.is_under_way, timeout=WAIT)
    return dialog


def test_what_is_found_in_the_store_is_listed_and_leads_to_its_event(qtbot: QtBot, window: Window, store: Path) -> None:
    dialog = _scanned(qtbot, window, store)
    assert [str(one.kind) for one in dialog.model.findings] == [
        "unreadable",
        "time",
        "unknown-type",
        "gap",
        "time",
        "orphan",
    ]
    assert dialog.pages.notice is None
    assert dialog.run_button.text() == "Scan again"
    document = window.parts.document
    dialog.table.activated.emit(dialog.model.index(3, Column.TEXT))
    qtbot.waitUntil(lambda: document.shown is not None and document.tasks.is_idle, timeout=WAIT)
    assert document.selection.stream == StreamId("student", "011")
    assert document.selection.ordinal == 6


def test_those_of_one_kind_are_listed(qtbot: QtBot, window: Window, store: Path) -> None:
    dialog = _scanned(qtbot, window, store)
    offered = [dialog.kinds.itemText(place) for place in range(dialog.kinds.count())]
    assert offered[0] == "All findings (6)"
    assert "Time goes back (2)" in offered
    place = dialog.kinds.findData(str(FindingKind.TIME))
    dialog.kinds.setCurrentIndex(place)
    dialog.kinds.activated.emit(place)
    assert {one.kind for one in dialog.model.findings} == {FindingKind.TIME}


def test_what_is_listed_is_handed_to_a_correction(qtbot: QtBot, window: Window, store: Path) -> None:
    dialog = _scanned(qtbot, window, store)
    handed: list[object] = []
    dialog.correct_asked.disconnect()
    dialog.correct_asked.connect(handed.append)
    dialog.correct_button.click()
    assert handed == [
        ((StreamId("student", "007"), 6), (StreamId("student", "011"), 9), (StreamId("student", "003"), 6))
    ]


def test_where_nothing_can_be_corrected_it_says_why(qtbot: QtBot, window: Window, store: Path) -> None:
    dialog = _scanned(qtbot, window, store)
    assert dialog.correct_button.isEnabled()
    dialog.let_correct("Nothing can be written to it.")
    assert not dialog.correct_button.isEnabled()
    assert dialog.correct_button.toolTip() == "Nothing can be written to it."


def test_a_store_with_nothing_wrong_says_so(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog = _scanned(qtbot, window, make_native(tmp_path / "good.sqlite", {"student/1": EVENTS}))
    assert dialog.pages.notice is not None
    assert dialog.pages.notice.title == "Nothing found"
    assert not dialog.correct_button.isEnabled()


def test_it_is_stopped_and_begun_again(qtbot: QtBot, window: Window, store: Path) -> None:
    tasks = window.parts.document.tasks
    dialog = _scanning(qtbot, window, store)
    assert dialog.run_button.text() == "Stop"
    dialog.run_button.click()
    assert dialog.run_button.text() == "Scan again"
    assert not tasks.is_under_way("scan")
    dialog.run_button.click()
    qtbot.waitUntil(lambda: not dialog.scanning.is_under_way, timeout=WAIT)
    assert dialog.model.rowCount() == 6


def test_it_ends_with_the_dialog_and_with_the_store(qtbot: QtBot, window: Window, store: Path) -> None:
    dialog = _scanning(qtbot, window, store)
    dialog.close()
    assert not window.parts.document.tasks.is_under_way("scan")
    window.actions_["store.scan"].trigger()
    again = window.findChildren(ScanDialog)[-1]
    window.parts.document.close()
    assert not again.isVisible()


def test_a_store_that_is_gone_is_told(qtbot: QtBot, window: Window, store: Path) -> None:
    with qtbot.waitSignal(window.parts.document.opened, timeout=WAIT):
        window.opening.open(str(store))
    store.unlink()
    _ask(qtbot, window)
    (dialog,) = window.findChildren(ScanDialog)
    qtbot.waitUntil(lambda: not dialog.scanning.is_under_way, timeout=WAIT)
    assert dialog.pages.notice is not None
    assert dialog.pages.notice.title == "The store cannot be scanned"
    assert "There is no file" in dialog.pages.notice.text


def test_not_more_are_listed_than_anybody_reads(
    qtbot: QtBot, window: Window, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MOST", 2)
    dialog = _scanned(qtbot, window, store)
    assert dialog.model.rowCount() == 2
