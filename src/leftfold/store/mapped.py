"""A layout that was made for one table of one database."""

from __future__ import annotations

from dataclasses import dataclass

from leftfold.store.layout import Layout


@dataclass(frozen=True, slots=True)
class Mapped:
    """A layout for one table, made by hand or by a guess."""

    layout: Layout
    table: str
    """The table's full name."""

    def opened_by(self, file: str) -> str:
        """What opens the store by the layout in a file: its path, with the table where that must be told."""
        # A layout names no schema, and fits its table in any.
        return file if self.table == self.layout.events.table else f"{file}@{self.table}"
