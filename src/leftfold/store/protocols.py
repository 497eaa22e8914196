"""The ways in which events are appended to stores: a closed list, each with the statements that a layout has for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Protocol(StrEnum):
    """The ways in which events are appended; there are no others."""

    NATIVE = "native"
    """Leftfold's own, with its audit and its soft deletion."""
    INSERT = "insert"
    """One row, guarded by a unique key."""
    HEAD = "insert and head"
    """A row for the event, and the stream's own row that tells its last version."""
    FUNCTION = "function"
    """The store's own function."""
    LOCKED = "locked insert"
    """One row, under the lock that the library's own writers take."""

    @property
    def words(self) -> str:
        """How events are appended so, as the end of a sentence about them."""
        match self:
            case Protocol.NATIVE:
                return "as Leftfold keeps its own stores, with an audit"
            case Protocol.INSERT:
                return "as a row each, which the table's unique key keeps apart from what others write"
            case Protocol.HEAD:
                return "as a row each, together with the row that tells where the stream ends"
            case Protocol.FUNCTION:
                return "by the store's own function"
            case Protocol.LOCKED:
                return "as a row each, under the lock that the library's own writers take"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A statement of an append. What it may bind is listed in `appending.BOUND`."""

    sql: str
    """In braces are the names of tables: `{events}`, and each joined one by the name it is joined under."""
    databases: tuple[str, ...] = ()
    """The kinds of database it is made in; none for all."""
    for_stream: str = ""
    """`new` or `known`: that it is made only for the first event of a stream, or only for the others."""
    metadata: bool | None = None
    """That it is made only where the events of the store have metadata, or only where they have none."""
    rows: int = -1
    """How many rows it changes or gives where nobody else has written; -1 where that tells nothing."""
    keep: tuple[str, ...] = ()
    """The columns of the row it gives that later statements bind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appending:
    """How events are appended, as the library's own code does it."""

    databases: tuple[str, ...] = ()
    """The kinds of database in which it is known how; none for all of the layout's."""
    begins: bool = True
    """Whether a stream may be begun, and not only gone on with."""
    lock: tuple[Step, ...] = ()
    """What is made once, before it is looked where the stream ends."""
    steps: tuple[Step, ...] = ()
    """What is made for each event."""
    conflicts: tuple[str, ...] = ()
    """What is in the database's error where somebody else wrote to the stream meanwhile."""

    def known_in(self, database: str) -> bool:
        """Whether it is known how events are appended in a kind of database."""
        return not self.databases or database in self.databases
