"""Which layout a database has, told by its tables and columns, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlalchemy import Connection

from leftfold.model.errors import CannotOpen, FitsNoLayout
from leftfold.store.instances import Fit, Instance, fits
from leftfold.store.layout import Layout
from leftfold.store.layout_columns import event_columns
from leftfold.store.tables import Table, read_tables

_TITLES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB"}
_USUAL_REASONS: Final = {
    "snapshots": "This store has no table of snapshots; none were asked for, or its library keeps none here.",
    "global order": "This library keeps no order over all its streams; each stream has its own.",
    "times": "This library does not store when an event was recorded.",
}
"""Why a capability is absent, where a layout does not say it better."""
_MOST_NAMED: Final = 12
"""Tables that a sentence names: a line or two."""


@dataclass(frozen=True, slots=True)
class Detected:
    """The layout of a database, and why it was chosen."""

    instance: Instance
    explanation: str
    absent: tuple[tuple[str, str], ...]
    """The capabilities that the layout, or this database, does not have, each with its reason."""
    others: tuple[Instance, ...]
    """What else the database holds, each under the name of its events table."""

    @property
    def layout(self) -> Layout:
        """The layout, with the names that are there."""
        return self.instance.layout


def detect(
    connection: Connection, name: str, layouts: Iterable[Layout], *, asked: bool = False, table: str = ""
) -> Detected:
    """The layout among these that fits the database best; `asked` where a person chose it.

    `table` names the events table, where a person chose that. Raises `CannotOpen` where none fits, saying what was
    looked for.
    """
    known = tuple(layout for layout in layouts if connection.dialect.name in layout.databases)
    tables = read_tables(connection)
    tried = tuple(fit for layout in known for fit in fits(layout, tables))
    found = _instances(tried)
    chosen = [one for one in found if not table or table.lower() in (one.name.lower(), one.layout.events.table.lower())]
    if chosen:
        best = chosen[0]
        others = tuple(one for one in found if one is not best)
        absent = tuple(_absent(best, connection.dialect.name))
        return Detected(best, _explanation(best, others, asked=asked), absent, others)
    if found:
        raise CannotOpen(f"{name} has no event store in {table}; it has {_listed(one.name for one in found)}.")
    nearest = max(tried, key=lambda fit: fit.share, default=None)
    if nearest is not None and (asked or nearest.share >= 0.5):
        verdict = f"does not fit {nearest.layout.title}:" if asked else f"looks like {nearest.layout.title}, but"
        raise (CannotOpen if asked else FitsNoLayout)(f"{name} {verdict} {' and '.join(nearest.misfits)}.")
    raise FitsNoLayout(f"{name} fits no layout that Leftfold knows: {_there(tables)}. {_to_do(name, tables)}")


def _instances(tried: Iterable[Fit]) -> list[Instance]:
    """The instances, that with the most columns first; of several layouts over one table, that with the most."""
    found = sorted((fit.instance for fit in tried if fit.instance), key=lambda one: (one.name, -_size(one)))
    best = [next(over_one) for _name, over_one in groupby(found, lambda one: one.name)]
    return sorted(best, key=lambda one: (-_size(one), one.name))


def _size(instance: Instance) -> int:
    layout = instance.layout
    further = (*layout.needs, *layout.events.joins, *layout.events.indexed)
    return len(event_columns(layout.events)) + len(further)


def _there(tables: tuple[Table, ...]) -> str:
    return f"it has {tables_named(tables)}" if tables else "it has no tables"


def _to_do(name: str, tables: tuple[Table, ...]) -> str:
    if not tables:
        return "Choose a database that holds events."
    return f"To say which of their columns are what, map them in the window or with `leftfold layouts guess {name}`."


def tables_named(tables: tuple[Table, ...]) -> str:
    """Which tables there are, of many the first few: the end of a sentence."""
    more = len(tables) - _MOST_NAMED
    named = _listed(table.full_name for table in tables[:_MOST_NAMED])
    return f"the table{'s' if len(tables) > 1 else ''} {named}{f' and {more} more' if more > 0 else ''}"


def _absent(found: Instance, database: str) -> Iterator[tuple[str, str]]:
    layout, told = found.layout, dict(found.layout.absent)
    yield from layout.absent
    yield from ((name, _USUAL_REASONS[name]) for name in layout.lacks if name not in told)
    if layout.appending and not layout.appending.known_in(database):
        known = " and ".join(_TITLES[name] for name in layout.appending.databases)
        yield "append", f"Leftfold appends to {layout.title} in {known} alone; append through the application instead."
    elif layout.protocol and found.views:
        reason = f"{found.views[0]} is a view here and cannot be written; open the database that has it as a table."
        yield from ((name, reason) for name in ("append", "soft delete", "restore"))


def _explanation(best: Instance, others: tuple[Instance, ...], *, asked: bool) -> str:
    layout = best.layout
    columns = _listed(event_columns(layout.events))
    why = f"The table {best.name} has the columns {columns}, as {layout.title} has them."
    if asked:
        why = f"This layout was asked for. {why}"
    if layout.events.present:
        why += f" Rows without {' or '.join(layout.events.present)} belong to no stream and are left out."
    if others:
        also = _listed(f"{other.name}: {other.layout.title} ({other.layout.key})" for other in others)
        why += f" The database also holds {also}; to open one of them, name its table: --layout @TABLE."
    return why


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
