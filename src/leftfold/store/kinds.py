"""What the columns that a layout names have to hold, as far as a database tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from leftfold.store.forms import TimeUnit
from leftfold.store.layout import EventsTable, TimeColumn
from leftfold.store.tables import Kind

SAID: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "text",
    Kind.JSON: "JSON",
    Kind.PADDED: "text",
    Kind.BYTES: "bytes",
    Kind.LARGE_OBJECT: "large objects",
    Kind.UUID: "UUIDs",
    Kind.NUMBER: "numbers",
    Kind.MOMENT: "times",
    Kind.TRUTH: "true or false",
}
"""Each kind in the words of a sentence; a column of any kind is never amiss."""

_NUMBERS: Final = frozenset({Kind.NUMBER})
_TIMES: Final = frozenset({Kind.MOMENT, Kind.TEXT, Kind.PADDED, Kind.BYTES})
_DOCUMENTS: Final = frozenset({Kind.TEXT, Kind.JSON, Kind.PADDED, Kind.BYTES, Kind.LARGE_OBJECT})
_MARKS: Final = frozenset({Kind.TRUTH, Kind.MOMENT, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class Expected:
    """A column, and what it may hold."""

    column: str
    kinds: frozenset[Kind]
    said: str

    def amiss(self, kind: Kind) -> str:
        """What is amiss with a column that holds this, as a part of a sentence; empty where nothing is."""
        if kind is Kind.ANY or kind in self.kinds:
            return ""
        return f"the column {self.column.rpartition('.')[2]} holds {SAID[kind]} where {self.said} are expected"


def expected(here: EventsTable) -> Iterator[Expected]:
    """The columns that cannot hold just anything."""
    numbers = (here.position, "" if here.version_key else here.version)
    yield from (Expected(column, _NUMBERS, SAID[Kind.NUMBER]) for column in numbers if column)
    yield Expected(here.data.column, _DOCUMENTS, "documents")
    if here.deleted:
        yield Expected(here.deleted, _MARKS, "marks")
    if isinstance(here.recorded_at, TimeColumn):
        counted = here.recorded_at.unit is not TimeUnit.ISO
        kinds = _NUMBERS | {Kind.MOMENT} if counted else _TIMES
        yield Expected(here.recorded_at.column, kinds, SAID[Kind.NUMBER if counted else Kind.MOMENT])
