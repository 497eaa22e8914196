"""Whether the opened store may be written."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.store_lock import StoreLock
from tests.store_builders import make_eventsourcing, make_native
from tests.ui.conftest import OpenStore


def test_a_store_is_locked_until_it_is_unlocked(
    qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    lock = StoreLock(document, document)
    assert not lock.is_open
    lock.unlock()
    path = make_native(tmp_path / "one.sqlite", {"student/1": [("placeStudent", {"lesson": 1})]})
    open_store(path)
    with qtbot.waitSignal(lock.changed) as told:
        lock.unlock()
    assert told.args == [False]
    with qtbot.waitSignal(lock.changed) as told:
        lock.lock()
    assert told.args == [True]
    lock.unlock()
    with qtbot.waitSignal(lock.changed):
        pass
    other = shutil.copy(path, tmp_path / "two.sqlite")
    with qtbot.waitSignal(lock.changed) as told:
        document.open(str(other))
    assert told.args == [True]
    assert lock.is_open is False


def test_a_layout_without_a_way_to_write_stays_locked_and_says_why(
    qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    lock = StoreLock(document, document)
    path = make_eventsourcing(tmp_path / "s.sqlite", [])
    with closing(sqlite3.connect(path)) as connection:
        # So it is a store of the library's module for SQLAlchemy.
        connection.execute("ALTER TABLE stored_events ADD COLUMN id INTEGER")
    open_store(path)
    with qtbot.waitSignal(lock.refused) as told:
        lock.unlock()
    assert told.args is not None
    assert "append through the application instead" in told.args[0]
    assert not lock.is_open
