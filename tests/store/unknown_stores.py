"""Tables of nobody's layout, as applications make them, each with what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

from leftfold.store.roles import Role

ANN: Final = "ef0e0d0c-0b0a-4908-8706-050403020100"
BOB: Final = "ffeeddcc-bbaa-4988-a766-554433221100"
KINDS: Final = ("placed", "completed", "placed")
"""The types of the events: two of Ann, one of Bob."""
AT: Final = 1_714_550_400_000_000
"""When each was recorded: 8 o'clock on 1 May 2024, in microseconds since 1970."""
DATA: Final = '{"lesson": 6}'

_MS: Final = AT // 1_000
_TICKS: Final = 638_501_472_000_000_000
"""The same as .NET counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A table of nobody's layout."""

    name: str
    database: str
    table: str
    columns: str
    rows: tuple[str, str, str]
    roles: Mapping[Role, str]
    """What its columns are."""
    ids: tuple[str, str] = (ANN, BOB)
    """As whom Leftfold shows the students."""
    type: str = "student"
    """What they are."""
    first_version: int = 1
    timed: bool = True

    @property
    def script(self) -> tuple[str, ...]:
        """The statements that make it, and a table beside it that has no events."""
        return (
            "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(80), email VARCHAR(80))",
            f"CREATE TABLE {self.table} ({self.columns})",
            *(f"INSERT INTO {self.table} VALUES ({row})" for row in self.rows),
        )

    @override
    def __str__(self) -> str:
        return f"{self.database}: {self.name}"


def _hex(id_: str) -> str:
    return id_.replace("-", "")


TALK: Final = Unknown(
    name="the talk",
    database="sqlite",
    table="events_of_students",
    columns="id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL, type TEXT NOT NULL, payload JSON NOT NULL",
    rows=(f"1, 3202, 'placed', '{DATA}'", f"2, 3202, 'completed', '{DATA}'", f"3, 3203, 'placed', '{DATA}'"),
    roles={Role.DATA: "payload", Role.EVENT_TYPE: "type", Role.AGGREGATE_ID: "student_id", Role.POSITION: "id"},
    ids=("3202", "3203"),
    timed=False,
)

_CAMEL: Final = Unknown(
    name="names in camel case, ids in hexadecimal, ticks",
    database="sqlite",
    table="Journal",
    columns="EventId TEXT, StreamId TEXT, StreamVersion INTEGER, EventType TEXT, EventData TEXT, Metadata TEXT, "
    "CreatedAt INTEGER, PRIMARY KEY (StreamId, StreamVersion)",
    rows=(
        f"'e1', '{_hex(ANN)}', 0, 'placed', '{DATA}', '{{}}', {_TICKS}",
        f"'e2', '{_hex(ANN)}', 1, 'completed', '{DATA}', NULL, {_TICKS}",
        f"'e3', '{_hex(BOB)}', 0, 'placed', '{DATA}', NULL, {_TICKS}",
    ),
    roles={
        Role.DATA: "EventData",
        Role.EVENT_TYPE: "EventType",
        Role.AGGREGATE_ID: "StreamId",
        Role.VERSION: "StreamVersion",
        Role.RECORDED_AT: "CreatedAt",
        Role.POSITION: "rowid",
        Role.METADATA: "Metadata",
    },
    type="Journal",
    first_version=0,
)

_BLOBS: Final = Unknown(
    name="blobs, milliseconds, a mark of deletion",
    database="sqlite",
    table="history",
    columns="seq INTEGER PRIMARY KEY, entity_type TEXT, entity_id BLOB, revision INTEGER, name TEXT, body BLOB, "
    "ts INTEGER, deleted INTEGER",
    rows=(
        f"1, 'student', x'{_hex(ANN)}', 1, 'placed', CAST('{DATA}' AS BLOB), {_MS}, 0",
        f"2, 'student', x'{_hex(ANN)}', 2, 'completed', CAST('{DATA}' AS BLOB), {_MS}, 0",
        f"3, 'student', x'{_hex(BOB)}', 1, 'placed', CAST('{DATA}' AS BLOB), {_MS}, 0",
    ),
    roles={
        Role.DATA: "body",
        Role.EVENT_TYPE: "name",
        Role.AGGREGATE_ID: "entity_id",
        Role.VERSION: "revision",
        Role.RECORDED_AT: "ts",
        Role.POSITION: "seq",
        Role.AGGREGATE_TYPE: "entity_type",
        Role.DELETED: "deleted",
    },
)

_SECONDS: Final = Unknown(
    name="seconds with a fraction, a schema's version, a foreign tongue's names",
    database="sqlite",
    table="ereignisse",
    columns="nr INTEGER PRIMARY KEY, student_uuid TEXT, version INTEGER, art TEXT, inhalt TEXT, zeit REAL",
    rows=(
        f"1, '{ANN}', 2, 'placed', '{DATA}', {AT // 1_000_000}.0",
        f"2, '{ANN}', 2, 'completed', '{DATA}', {AT // 1_000_000}.0",
        f"3, '{BOB}', 2, 'placed', '{DATA}', {AT // 1_000_000}.0",
    ),
    roles={
        Role.DATA: "inhalt",
        Role.EVENT_TYPE: "art",
        Role.AGGREGATE_ID: "student_uuid",
        Role.RECORDED_AT: "zeit",
        Role.POSITION: "nr",
    },
)

_ZONES: Final = Unknown(
    name="texts with a zone and without",
    database="sqlite",
    table="log",
    columns="id INTEGER PRIMARY KEY, aggregate_id TEXT, version INTEGER, event_type TEXT, data TEXT, occurred_on TEXT",
    rows=(
        f"1, '{ANN}', 1, 'placed', '{DATA}', '2024-05-01T10:00:00+02:00'",
        f"2, '{ANN}', 2, 'completed', '{DATA}', '2024-05-01 08:00:00'",
        f"3, '{BOB}', 1, 'placed', '{DATA}', '2024-05-01T08:00:00.000Z'",
    ),
    roles={
        Role.DATA: "data",
        Role.EVENT_TYPE: "event_type",
        Role.AGGREGATE_ID: "aggregate_id",
        Role.VERSION: "version",
        Role.RECORDED_AT: "occurred_on",
        Role.POSITION: "id",
    },
    type="log",
)

_POSTGRESQL: Final = Unknown(
    name="uuid, jsonb, timestamptz, boolean",
    database="postgresql",
    table="student_events",
    columns="id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, event_id UUID, student_id UUID, "
    "sequence INT, event_type VARCHAR(80), payload JSONB, headers JSON, created_at TIMESTAMPTZ, is_deleted BOOLEAN",
    rows=(
        f"1, gen_random_uuid(), '{ANN}', 1, 'placed', '{DATA}', '{{}}', '2024-05-01 10:00+02', false",
        f"2, gen_random_uuid(), '{ANN}', 2, 'completed', '{DATA}', NULL, '2024-05-01 10:00+02', false",
        f"3, gen_random_uuid(), '{BOB}', 1, 'placed', '{DATA}', NULL, '2024-05-01 10:00+02', false",
    ),
    roles={
        Role.DATA: "payload",
        Role.EVENT_TYPE: "event_type",
        Role.AGGREGATE_ID: "student_id",
        Role.VERSION: "sequence",
        Role.RECORDED_AT: "created_at",
        Role.POSITION: "id",
        Role.METADATA: "headers",
        Role.DELETED: "is_deleted",
    },
)

_BYTEA: Final = Unknown(
    name="bytea, numbers, a mark that is a number",
    database="postgresql",
    table="entries",
    columns="position BIGINT PRIMARY KEY, stream TEXT, no INT, kind TEXT, data BYTEA, at BIGINT, archived INT",
    rows=(
        f"1, 'student-1', 0, 'placed', '{DATA}', {AT}, 0",
        f"2, 'student-1', 1, 'completed', '{DATA}', {AT}, 0",
        f"3, 'student-2', 0, 'placed', '{DATA}', {AT}, 0",
    ),
    roles={
        Role.DATA: "data",
        Role.EVENT_TYPE: "kind",
        Role.AGGREGATE_ID: "stream",
        Role.VERSION: "no",
        Role.RECORDED_AT: "at",
        Role.POSITION: "position",
        Role.DELETED: "archived",
    },
    ids=("student-1", "student-2"),
    type="entries",
    first_version=0,
)

_MARIADB: Final = Unknown(
    name="binary ids, JSON, datetime",
    database="mariadb",
    table="student_events",
    columns="id BIGINT AUTO_INCREMENT PRIMARY KEY, student_id BINARY(16), playhead INT, type VARCHAR(80), "
    "payload JSON, recorded_on DATETIME(6), archived TINYINT(1)",
    rows=(
        f"1, x'{_hex(ANN)}', 1, 'placed', '{DATA}', '2024-05-01 08:00:00', 0",
        f"2, x'{_hex(ANN)}', 2, 'completed', '{DATA}', '2024-05-01 08:00:00', 0",
        f"3, x'{_hex(BOB)}', 1, 'placed', '{DATA}', '2024-05-01 08:00:00', 0",
    ),
    roles={
        Role.DATA: "payload",
        Role.EVENT_TYPE: "type",
        Role.AGGREGATE_ID: "student_id",
        Role.VERSION: "playhead",
        Role.RECORDED_AT: "recorded_on",
        Role.POSITION: "id",
        Role.DELETED: "archived",
    },
)

_MARIADB_TEXT: Final = Unknown(
    name="ids of fixed length, long text, milliseconds",
    database="mariadb",
    table="event_log",
    columns="global_position BIGINT PRIMARY KEY, aggregate_type VARCHAR(40), aggregate_id CHAR(36), "
    "aggregate_version INT, event_name VARCHAR(80), body LONGTEXT, ts BIGINT",
    rows=(
        f"1, 'student', '{ANN}', 1, 'placed', '{DATA}', {_MS}",
        f"2, 'student', '{ANN}', 2, 'completed', '{DATA}', {_MS}",
        f"3, 'student', '{BOB}', 1, 'placed', '{DATA}', {_MS}",
    ),
    roles={
        Role.DATA: "body",
        Role.EVENT_TYPE: "event_name",
        Role.AGGREGATE_ID: "aggregate_id",
        Role.VERSION: "aggregate_version",
        Role.RECORDED_AT: "ts",
        Role.POSITION: "global_position",
        Role.AGGREGATE_TYPE: "aggregate_type",
    },
)

UNKNOWN: Final = (TALK, _CAMEL, _BLOBS, _SECONDS, _ZONES, _POSTGRESQL, _BYTEA, _MARIADB, _MARIADB_TEXT)
