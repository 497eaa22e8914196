"""What servers do for what a store asks of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from leftfold.store.store import Store


def rows_touched(store: Store, ask: Callable[[Store], object]) -> int:
    """The most rows that one step of PostgreSQL's plans for a request goes through, or throws away."""
    most = 0
    for statement, parameters in _asked(store, ask):
        steps = _explained(store, "EXPLAIN (ANALYZE, TIMING OFF)", statement, parameters)
        for step in (str(*row) for row in steps):
            for rows, loops in re.findall(r"actual rows=(\d+) loops=(\d+)", step):
                most = max(most, int(rows) * int(loops))
            for rows in re.findall(r"Rows Removed by \w+: (\d+)", step):
                most = max(most, int(rows))
    return most


def rows_read(store: Store, ask: Callable[[Store], object]) -> int:
    """How many rows MariaDB reads for a request, from tables and from what it puts aside."""
    kinds = "first, last, next, prev, key, rnd, rnd_next"
    names = ", ".join(f"'Handler_read_{kind}'" for kind in kinds.split(", "))
    most = 0
    for statement, parameters in _asked(store, ask):
        with store._database.connect() as connection:
            count = (
                f"SELECT sum(variable_value) FROM information_schema.session_status WHERE variable_name IN ({names})"
            )
            before = connection.exec_driver_sql(count).scalar_one()
            cost = connection.exec_driver_sql(count).scalar_one() - before
            connection.exec_driver_sql(statement, parameters).all()
            most = max(most, int(connection.exec_driver_sql(count).scalar_one() - before - 2 * cost))
    return most


def steps(store: Store, ask: Callable[[Store], object]) -> list[str]:
    """The steps of a server's plans for a request, each as the server tells it."""
    return [
        " ".join(map(str, row))
        for statement, parameters in _asked(store, ask)
        for row in _explained(store, "EXPLAIN", statement, parameters)
    ]


def _asked(store: Store, ask: Callable[[Store], object]) -> list[tuple[str, Any]]:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(store._database.engine, "before_cursor_execute", note)
    try:
        ask(store)
    finally:
        event.remove(store._database.engine, "before_cursor_execute", note)
    assert asked
    return asked


def _explained(store: Store, verb: str, statement: str, parameters: Any) -> list[Any]:
    with store._database.connect() as connection:
        return list(connection.exec_driver_sql(f"{verb} {statement}", parameters).all())
