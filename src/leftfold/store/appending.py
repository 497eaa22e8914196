"""Events appended as a library's own code appends them: the statements of its layout, with what an event binds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, TextClause, bindparam, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from leftfold.store.codec import SEPARATOR
from leftfold.store.faults import came_second
from leftfold.store.layout import EventsTable
from leftfold.store.protocols import Appending, Step

BOUND: Final = ("id", "type", "version", "expected", "event_type", "event_id", "data", "metadata", "recorded_at")
"""What a statement may bind: the stream's id and type as they are stored, the new version and the one before it, and
what the event is stored as. An id of several columns is bound as `id_1`, `id_2` …; a statement may keep more."""

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
        names = dict(names_in(here, dialect))

        def prepared(steps: Iterable[Step]) -> tuple[_Prepared, ...]:
            return tuple(_prepared(step, names) for step in made_in(steps, here, dialect))

        self.begins = appending.begins
        """Whether it may begin a stream."""
        self._lock = prepared(appending.lock)
        self._steps = prepared(appending.steps)
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
        except DBAPIError as error:
            if came_second(error) or any(said in str(error.orig) for said in self._conflicts):
                raise Moved from error
            raise


def made_in(steps: Iterable[Step], here: EventsTable, dialect: str) -> Iterator[Step]:
    """Those of the statements that are made in a store with this table, in a kind of database."""
    has_metadata = here.metadata.document is not None
    for step in steps:
        if step.metadata in (None, has_metadata) and (not step.databases or dialect in step.databases):
            yield step


def parts_of(key: Mapping[str, Any]) -> dict[str, Any]:
    """What a stream is bound as, and where its id is of several columns what each of these has."""
    parts = str(key["id"]).split(SEPARATOR)
    return {**key, **({f"id_{at}": part for at, part in enumerate(parts, 1)} if len(parts) > 1 else {})}


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


def _prepared(step: Step, names: Mapping[str, str]) -> _Prepared:
    binds = tuple(dict.fromkeys(_BINDS.findall(step.sql)))
    # A colon in a name would begin a bound value.
    whole = _NAMED.sub(lambda found: names[found[1]].replace(":", r"\:"), step.sql)
    # Without a type, so that the database takes each for what its column or argument is.
    return _Prepared(step, text(whole).bindparams(*(bindparam(name, type_=NullType()) for name in binds)), binds)


def names_in(here: EventsTable, dialect: str) -> Iterator[tuple[str, str]]:
    """The names in a statement: tables, what stands before a name in their schema, and texts with names in them."""
    sign = "`" if dialect in ("mysql", "mariadb") else '"'

    def quoted(*parts: str) -> str:
        return ".".join(f"{sign}{part.replace(sign, 2 * sign)}{sign}" for part in parts if part)

    def as_text(name: str) -> str:
        return "'" + name.replace("'", "''") + "'"

    schema = quoted(here.schema)
    yield "table", quoted(here.schema, here.table)
    yield "events", quoted(here.schema, here.table)
    yield "beside", f"{schema}." if schema else ""
    yield "schema", as_text(schema) if schema else "CAST(NULL AS text)"
    yield "table_name", as_text(here.table)
    for join in here.joins:
        yield join.name, quoted(join.schema, join.table)
