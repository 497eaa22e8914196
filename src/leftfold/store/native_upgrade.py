"""What a native store that an older Leftfold made comes without, added when it is opened for writing."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection

from leftfold.model.errors import StoreFailed
from leftfold.store.audit import has_chain
from leftfold.store.database import Database
from leftfold.store.native import CHAIN


def chain_audit(database: Database, schema: str) -> None:
    """Add the columns of the audit's chain where they are absent.

    Where the database does not let us, as it lets only the owner of a table change it, the audit goes on without.
    """
    database.look_in(schema)
    with database.connect() as connection:
        # Nothing is waited for where nothing is to be done.
        if has_chain(connection):
            return
    with suppress(StoreFailed), database.transaction() as connection:
        if not has_chain(connection):
            _add_columns(connection, schema)


def _add_columns(connection: Connection, schema: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote
    table = f"{quoted(schema)}.audit" if schema else "audit"
    for column in CHAIN:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column.name} text".replace("%", "%%"))
