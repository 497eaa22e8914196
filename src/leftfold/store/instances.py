"""Where a layout is found in a database: which of its tables have what it asks for, in the database's own names.

A layout names tables and columns as its library makes them; an instance is the layout with the names that are there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from leftfold.store.kinds import Expected, expected
from leftfold.store.layout import Condition, EventsTable, Layout, SnapshotsTable, Time, TimeColumn
from leftfold.store.layout_columns import event_columns, rename_events, rename_snapshots, snapshot_columns
from leftfold.store.moments import Moments
from leftfold.store.tables import Kind, PhysicalColumn, Table, joined

_WEAK: Final = 0.9
"""How much columns count in a table of any name, to one with the name that the library gives it."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A layout as it was found in a database."""

    layout: Layout
    """With the names that are there, and without the optional columns and the optional table that are not."""
    kinds: Mapping[str, Kind]
    """What each column that the layout names for its events holds."""
    snapshot_kinds: Mapping[str, Kind]
    """The same for its snapshots."""
    views: tuple[str, ...]
    """Those of its tables that are views."""

    @property
    def moments(self) -> Moments:
        """The times of its events."""
        return _moments(self.layout.events.recorded_at, self.kinds)

    @property
    def snapshot_moments(self) -> Moments:
        """The times of its snapshots."""
        return _moments(self.layout.snapshots.recorded_at if self.layout.snapshots else None, self.snapshot_kinds)

    @property
    def name(self) -> str:
        """The name of its events table."""
        here = self.layout.events
        return f"{here.schema}.{here.table}" if here.schema else here.table


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one table fits a layout as its events table."""

    layout: Layout
    table: str
    """Its full name; empty where there is none with the right name."""
    instance: Instance | None
    """None where it does not fit."""
    misfits: tuple[str, ...]
    """What is not as in the layout, each as the end of a sentence about the database."""
    there: tuple[str, ...]
    """The layout's event columns that are there, as it names them."""
    share: float
    """How many of the layout's event columns are there, 0 to 1."""


def fits(layout: Layout, tables: tuple[Table, ...]) -> Iterator[Fit]:
    """How each table that has the name of the layout's events table fits; one fit where there is no such table."""
    named = _pattern(layout.events.table)
    found = [(table, parts) for table in tables if (parts := named(table.name)) is not None]
    for table, parts in found:
        own = [one for one in tables if one.schema == table.schema]
        beside = {joined(one.name): one for one in own} | {one.name.lower(): one for one in own}
        yield _Fitting(layout, table, beside, parts).fit()
    if not found:
        yield Fit(layout, "", None, (f"it has no table {layout.events.table}",), (), 0)


class _Fitting:
    """One table held against a layout."""

    def __init__(self, layout: Layout, table: Table, beside: Mapping[str, Table], parts: Mapping[str, str]) -> None:
        self._layout = layout
        self._events = layout.events
        self._parts = parts
        self._beside = beside
        self._misfits: list[str] = []
        joined = {join.name: self._table(join.table) for join in layout.events.joins}
        self._tables = {"": table, **{name: found for name, found in joined.items() if found}}

    def fit(self) -> Fit:
        """How well it fits."""
        wanted = event_columns(self._events)
        there = [name for name in wanted if self._column(name)]
        self._misfits += [self._lacking(name) for name in wanted if name not in there]
        self._misfits += [said for one in expected(self._events) if (said := self._amiss(one))]
        own = self._tables[""]
        self._misfits += [
            f"its table {own.name} has the column {name} of another layout"
            for name in self._events.without
            if own.column(name)
        ]
        self._misfits += [
            f"its table {own.name} has no index over {key}" for key in self._events.indexed if key not in own.indexes
        ]
        needed = [table for need in self._layout.needs if (table := self._having(need.table, need.columns))]
        snapshots = self._snapshots()
        views = tuple(table.name for table in (*self._tables.values(), *needed) if table.is_view)
        instance = None if self._misfits else self._instance(snapshots, views)
        weight = _WEAK if own.name in self._parts.values() else 1
        return Fit(
            self._layout, own.full_name, instance, tuple(self._misfits), tuple(there), weight * len(there) / len(wanted)
        )

    def _table(self, pattern: str) -> Table | None:
        name = pattern.format_map(self._parts)
        found = self._beside.get(name.lower()) or self._beside.get(joined(name))
        if found is None:
            self._misfits.append(f"it has no table {name}")
        return found

    def _having(self, pattern: str, columns: tuple[str, ...]) -> Table | None:
        table = self._table(pattern)
        if table is not None:
            missing = [name for name in columns if not table.column(name)]
            self._misfits += [f"its table {table.name} has no column {name}" for name in missing]
        return table

    def _snapshots(self) -> Table | None:
        here = self._layout.snapshots
        if here is None:
            return None
        known = len(self._misfits)
        table = self._having(here.table, snapshot_columns(here))
        if here.optional and len(self._misfits) > known:
            del self._misfits[known:]
            return None
        return table

    def _column(self, name: str) -> PhysicalColumn | None:
        owner, _dot, own = name.rpartition(".")
        return self._tables[owner].column(own) if owner in self._tables else None

    def _amiss(self, one: Expected) -> str:
        """What is amiss with a column, if it is there; empty where nothing is."""
        column = self._column(one.column)
        said = one.amiss(column.kind) if column else ""
        return f"in its table {self._tables[one.column.rpartition('.')[0]].name} {said}" if said else ""

    def _lacking(self, name: str) -> str:
        owner, _dot, own = name.rpartition(".")
        table = self._tables[owner].name if owner in self._tables else owner
        return f"its table {table} has no column {own}"

    def _instance(self, snapshots: Table | None, views: tuple[str, ...]) -> Instance:
        kinds: dict[str, Kind] = {}

        def found(name: str) -> str:
            column = self._column(name)
            assert column is not None
            owner, dot, _own = name.rpartition(".")
            kinds[f"{owner}{dot}{column.name}"] = column.kind
            return f"{owner}{dot}{column.name}"

        events = rename_events(self._placed(), found)
        kept, snapshot_kinds = self._placed_snapshots(snapshots)
        layout = replace(self._layout, events=events, snapshots=kept)
        return Instance(layout, kinds, snapshot_kinds, views)

    def _placed(self) -> EventsTable:
        """The events table under its own name, without the optional columns that are not there."""
        here, own = self._events, self._tables[""]
        data, document = here.data, here.metadata.document
        if data.over and not self._column(data.over):
            data = replace(data, over="")
        if document and not self._column(document.column):
            document = None
        columns = tuple(name for name in here.metadata.columns if self._column(name))
        joins = tuple(
            replace(
                join,
                table=self._tables[join.name].name,
                schema=self._tables[join.name].schema,
                on=tuple(map(self._filled, join.on)),
            )
            for join in here.joins
        )
        metadata = replace(here.metadata, document=document, columns=columns)
        return replace(here, table=own.name, schema=own.schema, joins=joins, data=data, metadata=metadata)

    def _filled(self, condition: Condition) -> Condition:
        """The condition with the parts of the table's name in place of the braces that stand for them."""
        value = condition.value
        for part, name in self._parts.items():
            value = value.replace(f"{{{part}}}", name) if isinstance(value, str) else value
        return replace(condition, value=value)

    def _placed_snapshots(self, table: Table | None) -> tuple[SnapshotsTable | None, dict[str, Kind]]:
        here = self._layout.snapshots
        if here is None or table is None:
            return None, {}
        kinds = {column.name: column.kind for column in table.columns.values()}
        found = rename_snapshots(here, partial(_own_name, table))
        return replace(found, table=table.name, schema=table.schema), kinds


def _own_name(table: Table, name: str) -> str:
    column = table.column(name)
    assert column is not None
    return column.name


def _moments(time: Time | None, kinds: Mapping[str, Kind]) -> Moments:
    return Moments(time, kinds[time.column] if isinstance(time, TimeColumn) else Kind.ANY)


def _pattern(name: str) -> Callable[[str], dict[str, str] | None]:
    """What tells whether a table has the name, and gives each part in braces, which stands for any text."""
    parts = re.split(r"\{(\w+)\}", name)
    pattern = "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    named = re.compile(pattern, re.IGNORECASE)

    def match(own: str) -> dict[str, str] | None:
        found = named.fullmatch(own)
        if found is None:
            return {} if len(parts) == 1 and joined(own) == joined(name) else None
        return found.groupdict()

    return match
