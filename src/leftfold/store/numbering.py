"""The numbers of a native store on a server: of its events in their order, of its deletions, of what the audit tells.

SQLite numbers rows itself, and one writer waits for the other. A server's sequence would not do: its numbers are taken
before the commit, so that one who follows the store would pass over an event that was numbered early and committed
late, and some distributed servers hand them out in blocks. So the numbers are counted in one row of a table. Who takes
one keeps the row locked until the commit, and what can be seen is always everything up to some number.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, Select, Table, select, update

NUMBERS: Final = Table(
    "numbers",
    MetaData(),
    Column("position", BigInteger),
    Column("deletion", BigInteger),
    Column("entry", BigInteger),
)
"""The last number that was given to an event, to a deletion and to an entry of the audit; a single row."""
LAST: Final[Select[Any]] = select(NUMBERS)


def take_turn(connection: Connection) -> None:
    """Keep other writers waiting until the transaction ends, so that what is looked at now still holds when it does."""
    if connection.dialect.name != "sqlite":
        connection.execute(LAST.with_for_update())


def take(connection: Connection, number: Column[Any], count: int = 1) -> int | None:
    """The first of so many numbers that are nobody else's; None where the database numbers its rows itself."""
    if connection.dialect.name == "sqlite":
        return None
    last = connection.scalar(update(NUMBERS).values({number: number + count}).returning(number))
    assert isinstance(last, int)
    return last - count + 1


def numbered(connection: Connection, name: str, number: Column[Any]) -> dict[str, int]:
    """What a new row has under this name: its number, or nothing where the database numbers its rows itself."""
    taken = take(connection, number)
    return {} if taken is None else {name: taken}
