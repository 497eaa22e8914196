"""A store with something wrong of each kind, for tests of scans."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from leftfold.model.finding import ABOUT_EVENTS
from leftfold.scan.work import Findings
from tests.school import EVENTS
from tests.store_builders import make_native, put_raw

ALL = Findings(frozenset(ABOUT_EVENTS))
"""The work of a scan that looks for everything."""


def make_wrong(path: Path, *, students: int = 40) -> Path:
    """A store of students of whom some have a payload that cannot be read, a gap, a cause that is nowhere."""
    make_native(path, {f"student/{n:03}": EVENTS for n in range(students)})
    put_raw(path, "student/007", 6, b"{")
    put_raw(path, "student/011", 9, b"{}")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, metadata, recorded_at) "
            "VALUES ('student', '003', 6, 'lessonCompleted', '{\"lesson\": 3}', "
            '\'{"event_id": "e1", "causation_id": "e0"}\', \'2024-06-01T08:00:00.000000Z\')'
        )
    return path
