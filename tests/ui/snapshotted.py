"""A store with snapshots of every kind beside its events."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from leftfold.model.edits import Because
from leftfold.model.json import JsonObject
from leftfold.replay.narrative import shown
from leftfold.session import Session
from tests.school import EVENTS
from tests.store_builders import make_native

STUDENT = "student/1"
SAME, DIFFERS, SHAPED, SEALED, OURS = 1, 2, 3, 4, 5
"""The versions of the snapshots: as the replay has it, with another value, of another shape, no JSON, Leftfold's."""
BARE = "student/2"
"""It has none."""


def make_snapshotted(folder: Path) -> Path:
    """The store; the stream `student/1` has five events, each with a snapshot."""
    path = make_native(folder / "snapshotted.sqlite", {STUDENT: EVENTS, BARE: EVENTS})
    with closing(Session.open(str(path))) as session:
        replay = session.open_stream(session.resolve(STUDENT))
        states = [shown(replay.domain, replay.history.standing(ordinal).state) for ordinal in (SAME, DIFFERS)]
        ours = session.snapshot(replay)
        assert ours is not None
        session.unlock()
        session.keep_snapshots([ours], Because("Ann", "nightly"))
    assert all(isinstance(state, dict) for state in states)
    same, other = (JsonObject(state) if isinstance(state, dict) else {} for state in states)
    other["currentPosition"] = 99
    put_snapshots(path, {SAME: json.dumps(same), DIFFERS: json.dumps(other), SHAPED: '{"points": 7}', SEALED: "{bad"})
    return path


def put_snapshots(path: Path, states: dict[int, str], *, stream: str = STUDENT) -> None:
    """Put snapshots of the application into a native store, by version."""
    type_, id_ = stream.split("/")
    rows = [(type_, id_, version, state, "2024-05-01T08:00:00.000000Z") for version, state in states.items()]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO snapshots VALUES (?, ?, ?, ?, ?)", rows)
