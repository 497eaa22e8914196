"""What Leftfold is measured against: a bare loop, the physical limit of Python, and PyPI `eventsourcing`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import orjson

from leftfold.model.stream import StreamId

_EVENTS: Final = "SELECT event_type, payload FROM events WHERE aggregate_type = ? AND aggregate_id = ? ORDER BY version"


def bare_replay(path: Path, stream: StreamId) -> dict[str, Any]:
    """The last state of a student by the shortest loop that gives it: cursor, orjson, a dictionary changed in place."""
    state = {"currentMap": None, "currentPosition": 0, "currentActivity": 0, "lastQuiz": None, "highestLesson": 0}
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        for kind, payload in connection.execute(_EVENTS, (stream.type, stream.id)):
            _fold(state, kind, orjson.loads(payload))
    return state


def _fold(state: dict[str, Any], kind: str, data: dict[str, Any]) -> None:
    match kind:
        case "activityCompleted":
            state["currentPosition"], state["currentActivity"] = data["lesson"], data["activity"] + 1
        case "lessonCompleted":
            state["currentPosition"], state["currentActivity"] = data["lesson"] + 1, 1
        case "quizTaken":
            state["lastQuiz"] = {"quiz": data["quiz"], "score": data.get("score")}
        case "placeStudent":
            state["currentMap"] = data.get("map")
            state["currentPosition"], state["currentActivity"] = data["lesson"], data.get("activity", 1)
        case _:
            state["currentPosition"], state["currentActivity"] = data["lesson"], data.get("activity", 1)
    state["highestLesson"] = max(state["highestLesson"], state["currentPosition"])
