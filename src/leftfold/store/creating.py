"""Making a new store in Leftfold's own layout, in a file or in a schema of a server."""

from __future__ import annotations

from contextlib import closing
from typing import Final

from leftfold.model.errors import CannotOpen
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.native_postgresql import MOST_PARTITIONS, create_server_schema
from leftfold.store.opening import create_store, open_store
from leftfold.store.store import Store
from leftfold.store.target import Target, target_of

_KNOWN: Final = "postgresql"


def make_store(target: str, *, partitions: int | None = None) -> Store:
    """A new, empty store in a file or in a database of a server, open for writing.

    On a server its events are split into so many parts by the aggregates' ids. Raises `CannotOpen` where there is
    something already.
    """
    found = target_of(target)
    if found.file is not None:
        if partitions not in (None, 1):
            raise CannotOpen(f"{found.name} is a file, which has no partitions; leave --partitions away.")
        return create_store(target)
    _make(found, partitions)
    return open_store(target, write=True, layout="native", fresh=True)


def _make(found: Target, partitions: int | None) -> None:
    backend = found.url.get_backend_name()
    if backend != _KNOWN:
        raise CannotOpen(f"A new store is made as a SQLite file or in PostgreSQL, not in {backend}.")
    if partitions is not None and not 1 <= partitions <= MOST_PARTITIONS:
        raise CannotOpen(f"A store has 1 to {MOST_PARTITIONS} partitions; {partitions} is neither.")
    with closing(Database(found, Access.CREATE)) as database:
        with database.connect(failing=CannotOpen):
            # Tells why, where nobody is let in.
            pass
        with database.transaction() as connection:
            create_server_schema(connection, found.name, partitions)
