"""Stepping into the reducer at the cursor, off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.stepping import Stepping
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore


def test_the_event_at_the_cursor_is_stepped_into(
    qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    stepping = Stepping(document)
    stepping.step()
    assert document.tasks.is_idle
    path = make_native(tmp_path / "a.sqlite", {"student/1": [("placeStudent", {"lesson": 2, "activity": 1})]})
    open_store(path, select="student/1")
    with qtbot.waitSignal(stepping.stepped, timeout=WAIT) as stepped:
        stepping.step()
    assert stepped.args is not None
    found = stepped.args[0]
    assert found.title == "placeStudent, version 1 of student/1"
    assert found.trace.lines[0].function == "_evolve"
    document.selection.go_to(0)
    stepping.step()
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_an_event_that_reaches_no_reducer_is_told(
    qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    stepping = Stepping(document)
    open_store(make_native(tmp_path / "a.sqlite", {"student/1": [("placeStudent", "{")]}), select="student/1")
    with qtbot.waitSignal(stepping.failed, timeout=WAIT) as failed:
        stepping.step()
    assert failed.args is not None
    assert failed.args[0].startswith("Event 1 reaches no reducer: its payload is not JSON")
