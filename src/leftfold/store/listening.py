"""Listening: a connection of its own on which a PostgreSQL server tells that a store was written to."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import text

from leftfold.store.database import Database
from leftfold.store.faults import lacks_feature
from leftfold.store.layout import Layout

_SCHEMA: Final = text("""
    SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = :table AND pg_table_is_visible(c.oid)
""")


class Listener:
    """Hears what a server sends. It can be waited for as for any socket; nothing here waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._own = database.engine.raw_connection()
        # Of no use to others afterwards, and closed in the end instead of being given back.
        self._own.detach()
        self._driver: Any = self._own.dbapi_connection

    def fileno(self) -> int:
        """The socket that has something to read once something was sent."""
        return int(self._driver.fileno())

    def hear(self, channel: str) -> None:
        """Hear from now on what is sent on a channel, quoted as a name. Raises the driver's error."""
        self._driver.execute(f"LISTEN {channel}")

    def take(self) -> bool:
        """Whether something was sent since this was asked last. Raises `StoreFailed` once nothing can be heard."""
        with self._database.told():
            return bool([*self._driver.notifies(timeout=0)])

    def close(self) -> None:
        """Hear no more."""
        self._driver.close()


def listener(database: Database, layout: Layout) -> Listener | None:
    """What hears of new events in a store of a layout, with the names that are there.

    None where the layout's writers tell nobody, or the server knows no such thing. Raises `StoreFailed`.
    """
    if not layout.channel or database.engine.dialect.name != "postgresql":
        return None
    channel = _channel(database, layout)
    with database.told():
        made = Listener(database)
        try:
            made.hear(channel)
        except Exception as error:
            made.close()
            if lacks_feature(error):
                return None
            raise
        return made


def _channel(database: Database, layout: Layout) -> str:
    schema, table = layout.events.schema, layout.events.table
    with database.connect() as connection:
        schema = schema or connection.scalar(_SCHEMA, {"table": table})
    name = layout.channel.format(schema=schema, table=table).replace('"', '""')
    return f'"{name}"'
