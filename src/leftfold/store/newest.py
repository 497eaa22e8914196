"""What is newest in a store on a server, asked so cheaply that it may be asked each second.

Where an index leads to the newest events, it is the highest position, and of the last thousand the lowest and how many
they are: an event that is committed late, with a position below others, changes those. Changes of stored events are
counted by the server itself, which hears of them some seconds later. So what goes unseen is an event committed after a
thousand others that were begun later, and on MySQL a change of a stored event within the second of another. Where no
index helps, the server's count is all there is; of a view it has none.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from sqlalchemy import Executable, Select, func, null, select, text
from sqlalchemy.exc import DBAPIError

from leftfold.store.database import Database
from leftfold.store.dialects import Expression
from leftfold.store.indexes import indexes
from leftfold.store.statements import Statements

_TAIL: Final = 1_000
"""Events whose transactions may be under way at once: more than any application writes in a moment."""

_COUNTED: Final = {
    # Of a partitioned table its parts are counted.
    "postgresql": """
SELECT sum(pg_stat_get_tuples_updated(part.id) + pg_stat_get_tuples_deleted(part.id) {added})
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL pg_partition_tree(c.oid) AS tree ON true
CROSS JOIN LATERAL (SELECT coalesce(tree.relid, c.oid) AS id) AS part
WHERE c.relname = :name AND CASE WHEN :schema = '' THEN pg_table_is_visible(c.oid) ELSE n.nspname = :schema END
""",
    # The time is told in seconds; how many rows there are, about, tells of more within one.
    "mysql": """
SELECT update_time, table_rows FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = :name
""",
}
_ADDED: Final = "+ pg_stat_get_tuples_inserted(part.id)"


class Newest:
    """Tells whether a store is still as it was."""

    def __init__(self, database: Database, here: Statements, counted: Executable | None = None) -> None:
        """`counted` is what tells of every change in a store that counts its changes itself."""
        self._database = database
        self._here = here
        self._told_by = counted

    def token(self) -> object:
        """A value that differs once another program added an event, or changed one."""
        if self._here.dialect.is_sqlite:
            return self._database.change_token()
        return self._database.change_token(*self._asked)

    @cached_property
    def _asked(self) -> tuple[Executable, ...]:
        if self._told_by is not None:
            return (self._told_by,)
        here = self._here
        with self._database.connect() as connection:
            found = indexes(connection, here.table, here.schema)
            has_tail = here.position_column.lower() in {index.columns[0] for index in found}
            counted = self._counted(with_added=not has_tail)
            try:
                connection.execute(counted)
            except DBAPIError:
                # Servers that speak as PostgreSQL does may count nothing.
                return (_tail(here),)
        return (_tail(here), counted) if has_tail else (counted,)

    def _counted(self, *, with_added: bool) -> Executable:
        here = self._here
        statement = _COUNTED["postgresql" if here.dialect.is_postgresql else "mysql"]
        bound = {"name": here.table, "schema": here.schema} if ":schema" in statement else {"name": here.table}
        return text(statement.format(added=_ADDED if with_added else "")).bindparams(**bound)


def _tail(here: Statements) -> Select[Any]:
    if not here.position_column:
        return select(null())
    last = select(here.position.label("position")).select_from(here.events).order_by(here.position.desc()).limit(_TAIL)
    tail = last.subquery("tail")
    facts: tuple[Expression, ...] = (func.max(tail.c.position), func.min(tail.c.position), func.count())
    return select(*facts)
