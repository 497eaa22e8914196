"""Which layout a database has, told by its tables and columns, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, column, inspect, literal_column, select, table
from sqlalchemy.exc import DBAPIError

from leftfold.model.errors import CannotOpen
from leftfold.store.faults import lacks
from leftfold.store.layout import DocumentColumn, Gathered, Layout, Metadata, Needed, Time, TimeColumn


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view as it is there."""

    columns: frozenset[str]
    """Their names in lower case, since databases do not tell them apart."""
    is_view: bool = False


Tables: TypeAlias = Mapping[str, Table]
"""What is there, by its name in lower case."""


@dataclass(frozen=True, slots=True)
class Detected:
    """The layout of a database, and why it was chosen."""

    layout: Layout
    explanation: str
    absent: tuple[tuple[str, str], ...]
    """The capabilities that the layout, or this database, does not have, each with its reason."""


@dataclass(frozen=True, slots=True)
class _Fit:
    layout: Layout
    misfits: tuple[str, ...]
    """What is not as in the layout, each as the end of a sentence about the database."""
    share: float
    """How many of the layout's event columns are there, 0 to 1."""


def detect(connection: Connection, name: str, layouts: Iterable[Layout], *, asked: bool = False) -> Detected:
    """The layout among these that fits the database best; `asked` where a person chose it.

    Raises `CannotOpen` where none fits, saying what was looked for.
    """
    known = [layout for layout in layouts if connection.dialect.name in layout.databases]
    tables = read_tables(connection, {name.lower() for layout in known for name in _tables_of(layout)})
    fits = [_fit(layout, tables) for layout in known]
    fitting = [fit.layout for fit in fits if not fit.misfits]
    if fitting:
        best, *others = sorted(fitting, key=lambda layout: -len(_columns_of(layout)))
        return Detected(best, _explanation(best, others, asked=asked), (*best.absent, *_absent(best, tables)))
    nearest = max(fits, key=lambda fit: fit.share, default=None)
    if nearest is not None and (asked or nearest.share >= 0.5):
        verdict = f"does not fit {nearest.layout.title}:" if asked else f"looks like {nearest.layout.title}, but"
        raise CannotOpen(f"{name} {verdict} {' and '.join(nearest.misfits)}.")
    looked_for = "; ".join(f"{layout.title} ({_listed(need.table for need in _evidence(layout))})" for layout in known)
    there = inspect(connection).get_table_names()
    has = f"it has the tables {_listed(there)}" if there else "it has no tables"
    searched = f"Looked for: {looked_for}" if known else f"None is known for {connection.dialect.name} yet"
    raise CannotOpen(f"{name} fits no layout that Leftfold knows: {has}. {searched}.")


def read_tables(connection: Connection, names: set[str]) -> Tables:
    """The columns of those of the named tables and views that are there."""
    inspector = inspect(connection)
    tables, views = inspector.get_table_names(), inspector.get_view_names()
    found: dict[str, Table] = {}
    for name in (*tables, *views):
        if name.lower() in names:
            # Only a table that SQLite numbers itself has the row number, and it does not list it.
            is_view = name not in tables
            numbers = frozenset() if is_view else _columns(connection, name, column("rowid"))
            found[name.lower()] = Table(_columns(connection, name, literal_column("*")) | numbers, is_view)
    return found


def _columns(connection: Connection, name: str, asked: ColumnElement[Any]) -> frozenset[str]:
    try:
        rows = connection.execute(select(asked).select_from(table(name)).limit(0))
    except DBAPIError as error:
        # A column that is not there, or a view of tables that are no more.
        if lacks(error):
            return frozenset()
        raise
    return frozenset(map(str.lower, rows.keys()))


def _fit(layout: Layout, tables: Tables) -> _Fit:
    here = layout.events
    columns = tables[here.table.lower()].columns if here.table.lower() in tables else frozenset()
    misfits = [misfit for need in _evidence(layout) for misfit in _misfits(need, tables)]
    foreign = [name for name in here.without if name.lower() in columns]
    misfits += [f"its table {here.table} has the column {name} of another layout" for name in foreign]
    wanted = _columns_of(layout)
    return _Fit(layout, tuple(misfits), sum(name.lower() in columns for name in wanted) / len(wanted))


def _misfits(need: Needed, tables: Tables) -> list[str]:
    found = tables.get(need.table.lower())
    if found is None:
        return [f"it has no table {need.table}"]
    missing = [name for name in need.columns if name.lower() not in found.columns]
    return [f"its table {need.table} has no column {name}" for name in missing]


def _absent(layout: Layout, tables: Tables) -> Iterator[tuple[str, str]]:
    here = layout.snapshots
    if here.table.lower() not in tables:
        yield "snapshots", f"There is no table {here.table} here; none were asked for."
    written = (layout.events.table, *(need.table for need in layout.needs)) if layout.protocol else ()
    if views := [name for name in written if tables[name.lower()].is_view]:
        reason = f"{views[0]} is a view here and cannot be written; open the database that has it as a table."
        yield from ((name, reason) for name in ("append", "soft delete", "restore"))


def _evidence(layout: Layout) -> tuple[Needed, ...]:
    events = Needed(layout.events.table, _columns_of(layout))
    here = layout.snapshots
    if here.optional:
        return (events, *layout.needs)
    own = (here.aggregate_id, here.version, here.state.column, *_time(here.recorded_at))
    type_ = (here.aggregate_type.column,) if here.aggregate_type else ()
    return (events, Needed(here.table, (*type_, *own)), *layout.needs)


def _tables_of(layout: Layout) -> tuple[str, ...]:
    return (layout.snapshots.table, *(need.table for need in _evidence(layout)))


def _columns_of(layout: Layout) -> tuple[str, ...]:
    here = layout.events
    single = (here.aggregate_type.column, here.aggregate_id, here.version, here.position, here.event_type.column)
    return tuple(dict.fromkeys((*single, here.data.column, *_metadata(here.metadata), *_time(here.recorded_at))))


def _metadata(metadata: Metadata) -> tuple[str, ...]:
    match metadata:
        case DocumentColumn(name):
            return (name,)
        case Gathered(names):
            return names


def _time(time: Time) -> tuple[str, ...]:
    return (time.column,) if isinstance(time, TimeColumn) else ()


def _explanation(best: Layout, others: list[Layout], *, asked: bool) -> str:
    why = f"The table {best.events.table} has the columns {_listed(_columns_of(best))}, as {best.title} has them."
    if asked:
        why = f"This layout was asked for. {why}"
    if others:
        also = _listed(f"{layout.title} ({layout.key})" for layout in others)
        why += f" The database also holds {also}; name a layout to open that."
    return why


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
