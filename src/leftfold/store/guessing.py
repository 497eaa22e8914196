"""Guesses where a table of nobody's layout keeps the parts of an event: by its columns' names, and by what is in them.

A guess is for a person to look at: it says which column it takes for what, and can be told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID

import orjson

from leftfold.model.errors import CannotOpen
from leftfold.model.times import microseconds, parse_time
from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.layout import DocumentColumn, EventsTable, Layout, Metadata, TextPart, TimeColumn
from leftfold.store.tables import Kind, Table


class Role(StrEnum):
    """What a column of an events table may be."""

    DATA = "data"
    EVENT_TYPE = "event type"
    AGGREGATE_ID = "aggregate id"
    VERSION = "version"
    RECORDED_AT = "recorded at"
    POSITION = "position"
    AGGREGATE_TYPE = "aggregate type"
    METADATA = "metadata"
    DELETED = "deleted"


Values: TypeAlias = Sequence[Any]
"""Some values of a column, none of them NULL."""
Roles: TypeAlias = Mapping[Role, str]
"""The column for each role that has one."""

REQUIRED: Final = (Role.DATA, Role.EVENT_TYPE, Role.AGGREGATE_ID)
"""The roles without which there are no events to show."""

_NAMES: Final[Mapping[Role, str]] = {
    Role.DATA: "payload|eventdata|data|body|eventpayload|content|json|state|event",
    Role.EVENT_TYPE: "eventtype|type|eventname|messagetype|event|name|kind|action|topic",
    Role.AGGREGATE_ID: "aggregateid|streamid|entityid|aggregateuuid|streamname|stream|originatorid|persistenceid|"
    "aggregaterootid|subjectid|.+(?<!event)(?<!message)(?<!row)id|.+uuid|subject|key",
    Role.VERSION: "version|aggregateversion|streamversion|streamposition|sequencenumber|sequence|seqno|seq|revision|"
    "playhead|eventnumber|eventversion|number|no",
    Role.RECORDED_AT: "recordedat|recordedon|createdat|occurredat|occurredon|timestamp|eventtime|insertedat|created|"
    "time|at|date|.*at|.*time|.*date|.*on",
    Role.POSITION: "globalposition|position|globalsequence|globalsequencenumber|sequencenumber|offset|ordering|"
    "eventid|id|seq|rowid",
    Role.AGGREGATE_TYPE: "aggregatetype|streamtype|entitytype|aggregate|category|aggregatename|streamcategory",
    Role.METADATA: "metadata|meta|headers|eventmetadata|context",
    Role.DELETED: "deleted|isdeleted|archived|isarchived|softdeleted",
}
"""For each role the names that its column may have, the likeliest first, in lower case and without what joins words."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A table as a layout for it would read it."""

    table: Table
    roles: Roles
    layout: Layout


def guess_roles(table: Table, values: Callable[[str], Values]) -> dict[Role, str]:
    """The columns of a table that may have each role; `values` gives some of what is in a column."""
    found: dict[Role, str] = {}
    for role in Role:
        free = [column.name for column in table.columns.values() if column.name not in found.values()]
        fitting = (name for name in _by_likelihood(role, free) if _can_be(role, table, name, values(name)))
        if (best := next(fitting, None)) is not None:
            found[role] = best
    return found


def guessed_layout(table: Table, roles: Roles, values: Callable[[str], Values], dialect: str) -> Layout:
    """The layout that reads a table so. Raises `CannotOpen` where a column that is needed has none."""
    lacking = [role for role in REQUIRED if role not in roles]
    if lacking:
        raise CannotOpen(f"{table.full_name} has no column for {' and '.join(lacking)}; name one for each.")
    if Role.VERSION not in roles and Role.POSITION not in roles:
        raise CannotOpen(f"{table.full_name} has no column that tells the order of events; name one as the position.")
    why = "This layout was made by guessing, and nothing is known of how its library writes."
    return Layout(
        key=f"guess-{re.sub(r'[^a-z0-9]+', '-', table.name.lower()).strip('-')}",
        title=f"A guess at {table.full_name}",
        databases=(dialect,),
        first_version=_first_version(roles, values),
        events=_events(table, roles, values),
        snapshots=None,
        needs=(),
        protocol=None,
        appending=None,
        mark="",
        absent=tuple((name, why) for name in ("append", "soft delete", "restore")),
    )


def _events(table: Table, roles: Roles, values: Callable[[str], Values]) -> EventsTable:
    id_, time, metadata = roles[Role.AGGREGATE_ID], roles.get(Role.RECORDED_AT), roles.get(Role.METADATA)
    type_ = roles.get(Role.AGGREGATE_TYPE)
    return EventsTable(
        table=table.name,
        aggregate_type=TextPart(column=type_) if type_ else TextPart(value=_thing(id_, table.name)),
        aggregate_id=TextPart(column=id_),
        id_form=_id_form(values(id_)),
        version=roles.get(Role.VERSION, ""),
        position=roles.get(Role.POSITION, ""),
        event_type=TextPart(column=roles[Role.EVENT_TYPE]),
        data=DocumentColumn(roles[Role.DATA], _form(values(roles[Role.DATA]))),
        metadata=Metadata(DocumentColumn(metadata, _form(values(metadata))) if metadata else None),
        recorded_at=TimeColumn(time, _unit(values(time))) if time else None,
        deleted=roles.get(Role.DELETED, ""),
    )


def _by_likelihood(role: Role, names: Iterable[str]) -> list[str]:
    patterns = [re.compile(name) for name in _NAMES[role].split("|")]

    def rank(name: str) -> int | None:
        bare = re.sub(r"[^a-z0-9]", "", name.lower())
        return next((at for at, pattern in enumerate(patterns) if pattern.fullmatch(bare)), None)

    ranked = [(found, name) for name in names if (found := rank(name)) is not None]
    return [name for _rank, name in sorted(ranked, key=lambda pair: pair[0])]


def _can_be(role: Role, table: Table, name: str, values: Values) -> bool:
    """Whether what is in a column may have a role; an empty one may have any."""
    kind = table.columns[name.lower()].kind
    match role:
        case Role.DATA | Role.METADATA:
            return all(_is_document(value) for value in values)
        case Role.RECORDED_AT:
            return kind is Kind.MOMENT or all(_is_time(value) for value in values)
        case Role.VERSION | Role.POSITION:
            return all(type(value) is int for value in values)
        case Role.EVENT_TYPE | Role.AGGREGATE_TYPE:
            return all(isinstance(value, str) and not _is_object(value) and not _is_time(value) for value in values)
        case Role.DELETED:
            return all(value in (0, 1) for value in values)
        case Role.AGGREGATE_ID:
            return all(isinstance(value, str | int | UUID | bytes) and not _is_object(value) for value in values)


def _is_object(value: object) -> bool:
    if not isinstance(value, str | bytes):
        return isinstance(value, dict | list)
    try:
        return isinstance(orjson.loads(value), dict | list)
    except orjson.JSONDecodeError:
        return False


def _is_document(value: object) -> bool:
    # Bytes may be any document; what cannot be read is shown as such.
    return isinstance(value, bytes) or _is_object(value)


def _is_time(value: object) -> bool:
    if isinstance(value, datetime):
        return True
    if isinstance(value, int) and not isinstance(value, bool):
        return _unit([value]) is not TimeUnit.ISO
    if not isinstance(value, str):
        return False
    try:
        parse_time(value)
    except ValueError:
        return False
    return not value.isdigit()


_SOONEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
_TICKS_BEFORE_1970: Final = -10 * microseconds(datetime.min.replace(tzinfo=UTC))
_PER_SECOND: Final = {TimeUnit.SECONDS: 1, TimeUnit.MILLISECONDS: 1_000, TimeUnit.MICROSECONDS: 1_000_000}


def _unit(values: Values) -> TimeUnit:
    """The unit in which numbers are times of our age; ISO where they are in none, or where there are no numbers."""
    numbers = [value for value in values if isinstance(value, int)]
    low, high = int(_SOONEST.timestamp()), int(_LATEST.timestamp())
    for unit, per_second in _PER_SECOND.items():
        if numbers and all(low * per_second <= number <= high * per_second for number in numbers):
            return unit
    ticks = [(number - _TICKS_BEFORE_1970) // 10_000_000 for number in numbers]
    return TimeUnit.TICKS if ticks and all(low <= second <= high for second in ticks) else TimeUnit.ISO


def _form(values: Values) -> DocumentForm:
    return DocumentForm.ANY if any(isinstance(value, bytes) for value in values) else DocumentForm.JSON


def _id_form(values: Values) -> IdForm:
    hexadecimal = re.compile(r"[0-9a-f]{32}")
    if values and all(isinstance(value, str) and hexadecimal.fullmatch(value) for value in values):
        return IdForm.UUID_HEX
    if values and all(isinstance(value, bytes) and len(value) == 16 for value in values):
        return IdForm.UUID
    return IdForm.TEXT


def _first_version(roles: Roles, values: Callable[[str], Values]) -> int:
    return 0 if Role.VERSION in roles and 0 in values(roles[Role.VERSION]) else 1


def _thing(id_column: str, table: str) -> str:
    """What the aggregates may be called: `student` for `student_id`."""
    bare = re.sub(r"[_-]?(uu)?id$", "", id_column, flags=re.IGNORECASE)
    return bare if bare and bare.lower() not in ("aggregate", "stream", "entity", "originator") else table
