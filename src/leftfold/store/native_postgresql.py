"""Leftfold's own layout on PostgreSQL, and on distributed servers that speak as it does.

What all of them know is used for what has to be: plain tables, a unique key with the aggregate's id in it, one row that
counts. Triggers, and what they tell those who listen, are left out where a server has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from leftfold.model.errors import CannotOpen
from leftfold.store.faults import lacks_feature
from leftfold.store.native import APPEND_ONLY, CHAIN, LIVE_EVENTS

PARTITIONS: Final = 8
"""Into how many parts events are split unless told: few enough that a look into each costs little."""
MOST_PARTITIONS: Final = 1_024
"""Above this, planning a statement takes longer than the statement."""


@dataclass(frozen=True, slots=True)
class _Server:
    """What kinds of servers have differently."""

    name: str
    sign: str
    """What is in the version it tells."""
    collation: str = ' COLLATE "C"'
    """In which names sort as their bytes do."""
    order: str = ""
    """What is said of a column of a key, so that the key is kept in its order."""
    splits_itself: bool = False
    """Whether it spreads a table over machines by itself, so that nothing is gained by partitions."""
    knows_triggers: bool = True


_SERVERS: Final = (
    _Server("CockroachDB", "CockroachDB", collation="", splits_itself=True, knows_triggers=False),
    _Server("YugabyteDB", "-YB-", order=" ASC", splits_itself=True),
    _Server("PostgreSQL", ""),
)


def create_server_schema(connection: Connection, name: str, partitions: int | None) -> None:
    """Make the tables in the schema that is looked in first. Raises `CannotOpen` where one of them is there."""
    version = connection.exec_driver_sql("SELECT version()").scalar_one()
    server = next(one for one in _SERVERS if one.sign in version)
    if partitions is None:
        partitions = 1 if server.splits_itself else PARTITIONS
    if partitions > 1 and server.splits_itself:
        raise CannotOpen(f"{server.name} spreads its tables by itself; make the store with --partitions 1.")
    _check_free(connection, name)
    for statement in _tables(server, partitions):
        connection.exec_driver_sql(statement)
    if server.knows_triggers:
        for group in (_keeping(partitions), _NUMBERING, _TELLING):
            _make_if_known(connection, group)


_NAMES: Final = ("events", "deletions", "snapshots", "audit", "numbers", "live_events")


def _check_free(connection: Connection, name: str) -> None:
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    if schema is None:
        raise CannotOpen(f"{name} has no schema on its search path; make one, or name another.")
    found = connection.exec_driver_sql(
        "SELECT relname FROM pg_class WHERE relnamespace IN "
        "(SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
    )
    taken = sorted({*found.scalars()} & {*_NAMES})
    if taken:
        raise CannotOpen(
            f"{name} has {', '.join(taken)} in the schema {schema} already; name an empty schema or database."
        )


def _tables(server: _Server, partitions: int) -> Iterator[str]:
    yield from _history(server, partitions)
    yield from _records(server)
    yield LIVE_EVENTS


def _history(server: _Server, partitions: int) -> Iterator[str]:
    """What is kept of aggregates, perhaps in parts."""
    key, split = server.collation, " PARTITION BY HASH (aggregate_id)" if partitions > 1 else ""
    of_stream = f"aggregate_type{server.order}, aggregate_id{server.order}, version{server.order}"
    # Payloads are text: jsonb, which is also all that some servers have for json, would put the keys in another order,
    # drop some and write numbers anew.
    yield f"""CREATE TABLE events (
        position bigint NOT NULL,
        aggregate_type text{key} NOT NULL,
        aggregate_id text{key} NOT NULL,
        version bigint NOT NULL CHECK (version >= 1),
        event_type text NOT NULL,
        payload text NOT NULL,
        metadata text,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY ({of_stream})
    ){split}"""
    yield f"""CREATE TABLE snapshots (
        aggregate_type text{key} NOT NULL,
        aggregate_id text{key} NOT NULL,
        version bigint NOT NULL,
        state text NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY ({of_stream})
    ){split}"""
    if split:
        for table in ("events", "snapshots"):
            for part in range(partitions):
                values = f"FOR VALUES WITH (MODULUS {partitions}, REMAINDER {part})"
                yield f"CREATE TABLE {table}_{part} PARTITION OF {table} {values}"
    # A unique key over all parts would need the aggregate's id in it.
    yield f"CREATE {'' if split else 'UNIQUE '}INDEX events_position ON events (position{server.order})"


def _records(server: _Server) -> Iterator[str]:
    """What is kept of the writes to them, and the row that counts."""
    yield """CREATE TABLE deletions (
        id bigint PRIMARY KEY,
        position bigint NOT NULL,
        action text NOT NULL CHECK (action IN ('delete', 'restore')),
        at timestamptz NOT NULL,
        by text NOT NULL,
        reason text NOT NULL
    )"""
    yield "CREATE INDEX deletions_of_event ON deletions (position, id)"
    yield f"""CREATE TABLE audit (
        id bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        author text NOT NULL,
        reason text NOT NULL,
        ticket text NOT NULL,
        tool text NOT NULL,
        aggregate_type text{server.collation},
        aggregate_id text{server.collation},
        base_version bigint,
        version bigint,
        edits text NOT NULL,
        {", ".join(f"{column.name} text" for column in CHAIN)}
    )"""
    yield "CREATE INDEX audit_of_stream ON audit (aggregate_type, aggregate_id)"
    yield """CREATE TABLE numbers (
        one boolean PRIMARY KEY CHECK (one),
        position bigint NOT NULL,
        deletion bigint NOT NULL,
        entry bigint NOT NULL
    )"""
    yield "INSERT INTO numbers VALUES (true, 0, 0, 0)"


def _keeping(partitions: int) -> tuple[str, ...]:
    """What keeps history as it is, whoever writes."""
    # Emptying a table touches no row, and a part of a table can be emptied by itself.
    parts = [f"events_{part}" for part in range(partitions)] if partitions > 1 else []
    emptied = dict.fromkeys(parts, APPEND_ONLY["events"]) | APPEND_ONLY
    return (
        _REFUSING,
        *(_refusing(table, change, "ROW", said) for table, said in APPEND_ONLY.items() for change in _CHANGES),
        *(_refusing(table, "truncate", "STATEMENT", said) for table, said in emptied.items()),
    )


_CHANGES: Final = ("update", "delete")
_REFUSING: Final = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"""


def _refusing(table: str, change: str, each: str, said: str) -> str:
    return (
        f"CREATE TRIGGER {table}_never_{change} BEFORE {change} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change('{said}')"
    )


def keep_server_table(connection: Connection, schema: str, table: str, said: str) -> None:
    """Keep the rows of a table as they are, where the server has triggers for that; they say why."""
    if schema:
        quoted = connection.dialect.identifier_preparer.quote(schema)
        connection.exec_driver_sql(f"SET LOCAL search_path TO {quoted}")
    each = (_refusing(table, change, "ROW", said) for change in _CHANGES)
    _make_if_known(connection, (_REFUSING, *each, _refusing(table, "truncate", "STATEMENT", said)))


_NUMBERING: Final = (
    """CREATE OR REPLACE FUNCTION number_event() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        UPDATE numbers SET position = position + 1 RETURNING position INTO NEW.position;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER events_number BEFORE INSERT ON events
    FOR EACH ROW WHEN (NEW.position IS NULL) EXECUTE FUNCTION number_event()""",
    """CREATE OR REPLACE FUNCTION number_deletion() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        UPDATE numbers SET deletion = deletion + 1 RETURNING deletion INTO NEW.id;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER deletions_number BEFORE INSERT ON deletions
    FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_deletion()""",
)
"""What numbers the rows that an application inserts without a number."""

_TELLING: Final = (
    # Where nobody can be told, an insert that tries to would fail.
    "SELECT pg_notify('leftfold', '')",
    """CREATE OR REPLACE FUNCTION tell_of_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify(left(TG_TABLE_SCHEMA || '.events', 63), '');
        RETURN NULL;
    END $$""",
    "CREATE TRIGGER events_told AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION tell_of_events()",
    "CREATE TRIGGER deletions_told AFTER INSERT ON deletions FOR EACH STATEMENT EXECUTE FUNCTION tell_of_events()",
)
"""What tells those who listen that there is something new."""


def _make_if_known(connection: Connection, group: tuple[str, ...]) -> None:
    """Make all of these or, where the server has no such thing, none."""
    try:
        with connection.begin_nested():
            for statement in group:
                connection.exec_driver_sql(statement.replace("%", "%%"))
    except DBAPIError as error:
        if not lacks_feature(error):
            raise
