"""What reads a store as a whole: no opening waits for it, as each part is made and loaded when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from leftfold.deferred import Deferred
from leftfold.store.database import Database
from leftfold.store.layout import Layout
from leftfold.store.naming import Naming
from leftfold.store.protocols import Protocol
from leftfold.store.rows import RowReader
from leftfold.store.statements import Statements

if TYPE_CHECKING:
    from leftfold.store import asking, growth, scanning, sweeping
else:
    # 25 ms of an opening: half of it loading, half of it compiling a statement.
    asking = Deferred("leftfold.store.asking")
    growth = Deferred("leftfold.store.growth")
    scanning = Deferred("leftfold.store.scanning")
    sweeping = Deferred("leftfold.store.sweeping")


class WholeStore:
    """The ways to read all streams of one store."""

    def __init__(
        self, database: Database, statements: Statements, layout: Layout, rows: RowReader, naming: Naming
    ) -> None:
        self._database = database
        self._here = statements
        self._layout = layout
        self._rows = rows
        self._naming = naming
        self._native = layout.protocol is Protocol.NATIVE

    @cached_property
    def scanner(self) -> scanning.Scanner:
        """Reads it slice by slice."""
        ledger = bool(self._layout.mark)
        return scanning.Scanner(self._database, self._here, self._rows, self._naming, ledger=ledger)

    @cached_property
    def sweep(self) -> sweeping.Sweep:
        """Reads the aggregates that are wanted, each with all its events."""
        return sweeping.Sweep(self._database, self._here, self._layout, self._rows, self._naming)

    @cached_property
    def asking(self) -> asking.Asking:
        """Has the database itself answer what a report asks."""
        return asking.Asking(self._database, native=self._native)

    @cached_property
    def growth(self) -> growth.Growth:
        """Tells how far it has come."""
        return growth.Growth(self._database, self._layout.events.schema, native=self._native)
