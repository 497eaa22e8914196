"""A database looked at before anything is known of it: its tables, what they may hold, what a layout makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leftfold.model.errors import CannotOpen
from leftfold.model.event import Event
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.detection import detect, tables_named
from leftfold.store.first_events import SHOWN, first_events
from leftfold.store.guessing import Guess, can_be_mapped, guess_roles, guessed_layout, likelihood
from leftfold.store.instances import Fit, Instance, fits
from leftfold.store.layout import Layout
from leftfold.store.listing import unasked
from leftfold.store.mapped import Mapped
from leftfold.store.roles import Role
from leftfold.store.sampling import read_sample
from leftfold.store.tables import Table, read_tables
from leftfold.store.target import check_file, target_of


class Examination:
    """A database that is looked at, and never written. Several threads may ask it."""

    def __init__(self, database: Database) -> None:
        self.name = database.name
        self._database = database
        with database.connect(failing=CannotOpen) as connection:
            self.tables = read_tables(connection)

    @property
    def likeliest(self) -> tuple[Table, ...]:
        """The tables, those first that look most like events by the names of their columns."""

        def unlikeliness(table: Table) -> tuple[int, int, str]:
            required, all_ = likelihood(table)
            return -required, -all_, table.full_name

        return tuple(sorted(self.tables, key=unlikeliness))

    @property
    def kind(self) -> str:
        """The kind of database, as layouts name it."""
        return self._database.engine.dialect.name

    def is_for(self, layout: Layout) -> bool:
        """Whether a layout is known in this kind of database."""
        return self.kind in layout.databases

    def events_table(self, name: str) -> Table:
        """The table with a name, or where that is empty the likeliest one. Raises `CannotOpen`."""
        if not self.tables:
            raise CannotOpen(f"{self.name} has no tables; choose a database that holds events.")
        return self.table(name) if name else self.likeliest[0]

    def table(self, name: str) -> Table:
        """The table with a name. Raises `CannotOpen`."""
        for table in self.tables:
            if name.lower() in (table.full_name.lower(), table.name.lower()):
                return table
        raise CannotOpen(
            f"{self.name} has no table {name}; it has {tables_named(self.tables) if self.tables else 'none'}."
        )

    def guess(
        self, table: Table, told: Mapping[Role, str] | None = None, *, check: Callable[[], None] = unasked
    ) -> Guess:
        """What the columns of a table may be, unless `told`, where an empty name is for none. Raises `CannotOpen`."""
        for name in filter(None, (told or {}).values()):
            if name not in can_be_mapped(table):
                known = ", ".join(can_be_mapped(table))
                raise CannotOpen(f"{table.full_name} has no column {name}; it has {known}.")
        return guess_roles(table, read_sample(self._database, table, check), told or {})

    def layout(self, guess: Guess) -> Mapped:
        """The layout that reads a table so. Raises `CannotOpen` where a column that is needed has none."""
        return Mapped(guessed_layout(guess, self.kind), guess.table.full_name)

    def mapped(self, name: str) -> Mapped:
        """The guess at the table with a name, or at the likeliest one. Raises `CannotOpen`."""
        return self.layout(self.guess(self.events_table(name)))

    def fits(self, layout: Layout) -> tuple[Fit, ...]:
        """How each table that has the right name fits a layout."""
        return tuple(fits(layout, self.tables))

    def found(self, layout: Layout, *, table: str = "") -> Instance:
        """The layout as it is found here, in the table that is named. Raises `CannotOpen` where it does not fit."""
        with self._database.connect(failing=CannotOpen) as connection:
            return detect(connection, self.name, (layout,), asked=True, table=table).instance

    def first_events(
        self, instance: Instance, *, limit: int = SHOWN, check: Callable[[], None] = unasked
    ) -> tuple[Event, ...]:
        """What a layout makes of the first rows. Raises `StoreFailed`."""
        return first_events(self._database, instance, check, limit=limit)

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def examine(target: str) -> Examination:
    """The database in a file or at a URL, to be looked at. Raises `CannotOpen`."""
    found = target_of(target)
    check_file(found, write=False)
    database = Database(found, Access.READ)
    try:
        return Examination(database)
    except Exception:
        database.close()
        raise
