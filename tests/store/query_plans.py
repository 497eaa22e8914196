"""How SQLite goes about what a store asks of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event

from leftfold.store.store import Store


def plan(path: Path, store: Store, ask: Callable[[Store], object]) -> list[str]:
    """The steps of the query plans of all statements that a request to the store on a path makes."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(store._database.engine, "before_cursor_execute", note)
    try:
        ask(store)
    finally:
        event.remove(store._database.engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return [
            step
            for statement, parameters in asked
            if statement.startswith(("SELECT", "WITH"))
            for *_numbers, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
