"""Events appended as a library's own code appends them: the statements of its layout, with what an event binds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, TextClause, bindparam, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.types import NullType

from leftfold.store.layout import Appending, EventsTable, Step

BOUND: Final = ("id", "type", "version", "expected", "event_type", "event_id", "data", "metadata", "recorded_at")
"""What a statement may bind: the stream's id and type as they are stored, the new version and the one before it, and
what the event is stored as."""

_NAMED: Final = re.compile(r"\{(\w+)\}")
_BINDS: Final = re.compile(r"(?<![:\w]):(\w+)")


class Moved(Exception):
    """Somebody else wrote to the stream meanwhile."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    step: Step
    statement: TextClause
    binds: tuple[str, ...]


class Appender:
    """Appends events to one store."""

    def __init__(self, appending: Appending, here: EventsTable, dialect: str) -> None:
        names = dict(_names(here, dialect))
        self._lock = _prepared(appending.lock, names)
        self._steps = _prepared(appending.steps, names)
        self._conflicts = appending.conflicts

    def lock(self, connection: Connection, bound: Mapping[str, Any]) -> None:
        """Take what the library's own writers take before they look where a stream ends."""
        for prepared in self._lock:
            _made(connection, prepared, bound)

    def append(self, connection: Connection, bound: Mapping[str, Any], *, is_first: bool) -> None:
        """Write one event. Raises `Moved` where the stream does not end where it should, or the database's error."""
        known = dict(bound)
        try:
            for prepared in self._steps:
                if prepared.step.for_stream in ("", "new" if is_first else "known"):
                    known |= _made(connection, prepared, known)
        except IntegrityError as error:
            raise Moved from error
        except DBAPIError as error:
            if any(said in str(error.orig) for said in self._conflicts):
                raise Moved from error
            raise


def _made(connection: Connection, prepared: _Prepared, bound: Mapping[str, Any]) -> dict[str, Any]:
    """Make one statement; gives what it is to keep."""
    step = prepared.step
    done = connection.execute(prepared.statement, {name: bound[name] for name in prepared.binds})
    rows = done.mappings().all() if done.returns_rows else None
    count = done.rowcount if rows is None else len(rows)
    if step.rows >= 0 and count != step.rows:
        raise Moved
    if not step.keep:
        return {}
    if not rows:
        raise Moved
    return {name: rows[0][name] for name in step.keep}


def _prepared(steps: Iterable[Step], names: Mapping[str, str]) -> tuple[_Prepared, ...]:
    return tuple(_prepared_step(step, names) for step in steps)


def _prepared_step(step: Step, names: Mapping[str, str]) -> _Prepared:
    whole = _NAMED.sub(lambda found: names[found[1]], step.sql)
    binds = tuple(dict.fromkeys(_BINDS.findall(whole)))
    # Without a type, so that the database takes each for what its column or argument is.
    return _Prepared(step, text(whole).bindparams(*(bindparam(name, type_=NullType()) for name in binds)), binds)


def _names(here: EventsTable, dialect: str) -> Iterator[tuple[str, str]]:
    """The names of the tables as a statement has them, and of the events table alone as a text."""
    sign = "`" if dialect in ("mysql", "mariadb") else '"'

    def quoted(schema: str, name: str) -> str:
        return ".".join(f"{sign}{part.replace(sign, 2 * sign)}{sign}" for part in (schema, name) if part)

    yield "events", quoted(here.schema, here.table)
    yield "schema", here.schema
    yield "full_table", ".".join(filter(None, (here.schema, here.table))).replace("'", "''")
    for join in here.joins:
        yield join.name, quoted(join.schema, join.table)
