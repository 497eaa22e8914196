"""Guesses where a table of nobody's layout keeps the parts of an event: by its columns' names, and by what is in them.

A guess is for a person to look at: it says which column it takes for what, and why, and can be told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from leftfold.model.errors import CannotOpen
from leftfold.store.counted import counted
from leftfold.store.layout import DocumentColumn, EventsTable, Layout, Metadata, TextPart, TimeColumn
from leftfold.store.roles import REQUIRED, Role, Roles, likeness
from leftfold.store.sampling import Sample, Value
from leftfold.store.tables import Kind, Table
from leftfold.store.values import (
    document_form,
    id_form,
    is_document,
    is_id,
    is_json,
    is_mark,
    is_name,
    is_time,
    is_whole,
    time_unit,
)

TOLD: Final = "you said so"
"""Why a column has a role that a person gave it."""
_BY_NAME: Final = "its name says so"
_BY_CONTENT: Final = "what is in it says so"
_COUNTED_IN: Final = "the version counts within each"
_COUNTS: Final = "it counts within each aggregate"
_FAMILIES: Final = {"mysql": ("mysql", "mariadb"), "mariadb": ("mysql", "mariadb")}
"""The databases that are as one to a layout."""
_TEXTS: Final = frozenset({Kind.ANY, Kind.TEXT, Kind.PADDED})
_NUMBERS: Final = frozenset({Kind.ANY, Kind.NUMBER})
_DOCUMENTS: Final = _TEXTS | {Kind.JSON, Kind.BYTES, Kind.LARGE_OBJECT}
_KINDS: Final[Mapping[Role, frozenset[Kind]]] = {
    Role.DATA: _DOCUMENTS,
    Role.EVENT_TYPE: _TEXTS,
    Role.AGGREGATE_ID: _TEXTS | _NUMBERS | {Kind.UUID, Kind.BYTES},
    Role.VERSION: _NUMBERS,
    Role.RECORDED_AT: _TEXTS | _NUMBERS | {Kind.MOMENT},
    Role.POSITION: _NUMBERS,
    Role.AGGREGATE_TYPE: _TEXTS,
    Role.METADATA: _DOCUMENTS,
    Role.DELETED: _NUMBERS | {Kind.MOMENT, Kind.TRUTH},
}
"""What a column with a role may hold, as the database has it."""
_MAY_BE: Final[Mapping[Role, Callable[[Value], bool]]] = {
    Role.DATA: is_document,
    Role.EVENT_TYPE: is_name,
    Role.AGGREGATE_ID: is_id,
    Role.VERSION: is_whole,
    Role.RECORDED_AT: is_time,
    Role.POSITION: is_whole,
    Role.AGGREGATE_TYPE: is_name,
    Role.METADATA: is_document,
    Role.DELETED: is_mark,
}
"""What each of its values may be."""
_GENERAL: Final = ("", "aggregate", "aggregateroot", "entity", "originator", "persistence", "stream")
"""What says of an id only that it is an aggregate's."""
_NOBODY_KNOWS: Final = (
    "The columns of this store were mapped by hand, and nothing is known of how its application writes; "
    "correct it through the application instead."
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A table as a layout for it may read it."""

    table: Table
    sample: Sample
    roles: Roles
    why: Mapping[Role, str]
    """For each role that a column has, why it has it."""

    @property
    def lacking(self) -> str:
        """The sentence that says which column is needed and not known; empty where none is."""
        return lacking(self.table, self.roles)


def can_be_mapped(table: Table) -> tuple[str, ...]:
    """The columns of a table that a layout can name, in the table's order."""
    # Before a dot a layout names a table that is joined.
    return tuple(column.name for column in table.columns.values() if "." not in column.name)


def likelihood(table: Table) -> tuple[int, int]:
    """How likely a table holds events, told by its columns' names alone: the greater the likelier."""
    named = [role for role in Role if any(likeness(role, name) is not None for name in can_be_mapped(table))]
    return len([role for role in named if role in REQUIRED]), len(named)


def guess_roles(table: Table, sample: Sample, told: Roles) -> Guess:
    """Which column has which role; one that is `told` has just that, and an empty name is for none."""
    found = {role: column for role, column in told.items() if column}
    why = dict.fromkeys(found, TOLD)
    if Role.AGGREGATE_ID not in told and (pair := _counted(table, sample, told)) is not None:
        counted = {Role.AGGREGATE_ID: pair[0], Role.VERSION: pair[1]}
        found, why = counted | found, {Role.AGGREGATE_ID: _COUNTED_IN, Role.VERSION: _COUNTS} | why
    # A name tells more than any content does, so that it is only the columns left over that are looked into.
    for reason, fitting in ((_BY_NAME, _named), (_BY_CONTENT, _filled)):
        for role in Role:
            if role not in found and role not in told:
                able = _able(role, table, sample, found)
                if (best := fitting(role, table, sample, able)) is not None:
                    found[role], why[role] = best, reason
    return Guess(table, sample, {role: found[role] for role in Role if role in found}, why)


def lacking(table: Table, roles: Roles) -> str:
    """The sentence that says which column is needed for events and has not been named; empty where none is."""
    missing = [role for role in REQUIRED if role not in roles]
    if missing:
        each = "one for each" if len(missing) > 1 else "one"
        return f"No column of {table.full_name} is known for the {' and the '.join(missing)}; choose {each}."
    if Role.VERSION not in roles and Role.POSITION not in roles:
        return f"No column of {table.full_name} tells the order of its events; choose one for the version or position."
    return ""


def guessed_layout(guess: Guess, dialect: str) -> Layout:
    """The layout that reads a table so. Raises `CannotOpen` where a column that is needed has none."""
    if guess.lacking:
        raise CannotOpen(guess.lacking)
    table, roles, sample = guess.table, guess.roles, guess.sample
    return Layout(
        key=f"mapped-{re.sub(r'[^a-z0-9]+', '-', table.name.lower()).strip('-')}",
        title=f"Events in {table.full_name}",
        databases=_FAMILIES.get(dialect, (dialect,)),
        first_version=0 if Role.VERSION in roles and 0 in sample.values(roles[Role.VERSION]) else 1,
        events=_events(guess),
        snapshots=None,
        needs=(),
        protocol=None,
        appending=None,
        mark="",
        absent=tuple((name, _NOBODY_KNOWS) for name in ("append", "soft delete", "restore")),
    )


def _events(guess: Guess) -> EventsTable:
    table, roles, sample = guess.table, guess.roles, guess.sample
    id_, time, metadata = roles[Role.AGGREGATE_ID], roles.get(Role.RECORDED_AT), roles.get(Role.METADATA)
    type_ = roles.get(Role.AGGREGATE_TYPE)
    return EventsTable(
        table=table.name,
        aggregate_type=TextPart(column=type_) if type_ else TextPart(value=_thing(id_, table.name)),
        aggregate_id=TextPart(column=id_),
        id_form=id_form(sample.values(id_)),
        version=roles.get(Role.VERSION, ""),
        position=roles.get(Role.POSITION, ""),
        event_type=TextPart(column=roles[Role.EVENT_TYPE]),
        data=_document(guess, roles[Role.DATA]),
        metadata=Metadata(_document(guess, metadata) if metadata else None),
        recorded_at=TimeColumn(time, time_unit(sample.values(time))) if time else None,
        deleted=roles.get(Role.DELETED, ""),
    )


def _document(guess: Guess, name: str) -> DocumentColumn:
    column = guess.table.column(name)
    is_bytes = column is not None and column.kind is Kind.BYTES
    form = document_form(guess.sample.values(name), may_be_bytes=is_bytes)
    return DocumentColumn(name, form, nullable=guess.sample.has_null(name))


def _counted(table: Table, sample: Sample, told: Roles) -> tuple[str, str] | None:
    """The columns of the ids and of the versions within each, where no name tells which has the ids."""
    ids = _able(Role.AGGREGATE_ID, table, sample, told)
    if _named(Role.AGGREGATE_ID, table, sample, ids) is not None:
        return None
    numbers = [name for name in can_be_mapped(table) if table.columns[name.lower()].kind in _KINDS[Role.VERSION]]
    return counted(sample, ids, [told[Role.VERSION]] if Role.VERSION in told else numbers)


def _able(role: Role, table: Table, sample: Sample, found: Roles) -> list[str]:
    """The columns left that may have a role by what is in them."""
    free = [name for name in can_be_mapped(table) if name not in found.values()]
    return [name for name in free if _can_be(role, table, name, sample, found)]


def _named(role: Role, _table: Table, sample: Sample, able: list[str]) -> str | None:
    """The column with the likeliest name for a role, if there is one."""

    def rank(name: str) -> tuple[bool, int, bool]:
        # Of two that are as likely it is the one with something in it, and of two ids the one that comes again.
        once = role is Role.AGGREGATE_ID and not _comes_again(sample, name)
        return not sample.values(name), likeness(role, name) or 0, once

    return min((name for name in able if likeness(role, name) is not None), key=rank, default=None)


def _filled(role: Role, table: Table, sample: Sample, able: list[str]) -> str | None:
    """The first column with something in it that gives it a role, whatever its name is, if there is one."""
    return next((name for name in able if sample.values(name) and _must_be(role, table, name, sample)), None)


def _comes_again(sample: Sample, name: str) -> bool:
    values = sample.values(name)
    return len({*values}) < len(values)


def _must_be(role: Role, table: Table, name: str, sample: Sample) -> bool:
    """Whether what is in a column gives it a role, whatever its name is."""
    match role:
        case Role.DATA:
            return all(map(is_json, sample.values(name)))
        case Role.EVENT_TYPE:
            return _comes_again(sample, name) and all(isinstance(one, str) for one in sample.values(name))
        case Role.RECORDED_AT:
            return table.columns[name.lower()].kind is Kind.MOMENT or all(map(is_time, sample.values(name)))
        case _:
            return False


def _can_be(role: Role, table: Table, name: str, sample: Sample, found: Roles) -> bool:
    """Whether what is in a column may have a role; an empty one may have any that its kind allows."""
    values = sample.values(name)
    if table.columns[name.lower()].kind not in _KINDS[role] or not all(map(_MAY_BE[role], values)):
        return False
    if role is Role.VERSION:
        return _numbers_streams(sample, name, found.get(Role.AGGREGATE_ID))
    return role is not Role.POSITION or not _comes_again(sample, name)


def _numbers_streams(sample: Sample, name: str, id_: str | None) -> bool:
    """Whether a column numbers the events of each stream by themselves: it is no order of the whole store."""
    pairs = [] if id_ is None else [pair for pair in sample.pairs(id_, name) if None not in pair]
    if len({*pairs}) < len(pairs):
        return False
    several = len({stream for stream, _number in pairs}) > 1
    return not several or len({number for _stream, number in pairs}) < len(pairs)


def _thing(id_column: str, table: str) -> str:
    """What the aggregates may be called: `student` for `student_id`."""
    bare = re.sub(r"[_-]?((uu|gu)?id|name)$", "", id_column, flags=re.IGNORECASE)
    return table if re.sub(r"[^a-z]", "", bare.lower()) in _GENERAL else bare
