"""Opening a store, and making a new one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import Connection

from leftfold.deferred import Deferred
from leftfold.model.errors import CannotOpen, Refused
from leftfold.store.cipher import Cipher
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.detection import detect
from leftfold.store.faults import told_as
from leftfold.store.guard import Guard
from leftfold.store.layout import Layout
from leftfold.store.layout_files import load_layout, shipped_layouts
from leftfold.store.mapped import Mapped
from leftfold.store.native import create_schema
from leftfold.store.native_upgrade import chain_audit
from leftfold.store.protocols import Protocol
from leftfold.store.store import Store
from leftfold.store.target import check_file, check_new_file, target_of
from leftfold.store.unsealing import unsealed

if TYPE_CHECKING:
    from leftfold.store import examining
else:
    # Nothing is guessed where a layout fits.
    examining = Deferred("leftfold.store.examining")

CIPHER_KEY: Final = "CIPHER_KEY"
"""The variable of the environment in which PyPI `eventsourcing` looks for its key, and so do we."""
Chosen: TypeAlias = str | Mapped
"""A layout that a person chose: by name, as a file, or mapped by hand."""

GUESS: Final = "guess"
"""The layout of a table of nobody's layout, where its columns are guessed."""


def open_store(
    target: str, *, write: bool = False, layout: Chosen | None = None, confirmed: str = "", fresh: bool = False
) -> Store:
    """The store in a database file or at a URL, read-only unless writing is asked for.

    `layout` is one that a person mapped, the key of a shipped one, or the path of a TOML file; without it the layout is
    detected. Where a database holds several stores, `@TABLE` behind it, or alone, names the events table of one, and
    `guess@TABLE` one of nobody's layout, whose columns are guessed. `confirmed` is what a person typed as the store's
    name, where its rules ask for that; one that is `fresh` has none to keep. Raises `CannotOpen`, and `Refused` for
    writing where the layout allows none.
    """
    found = target_of(target)
    check_file(found, write=write)
    database = Database(found, Access.WRITE if write else Access.READ)
    try:
        with database.connect(failing=CannotOpen) as connection:
            _check_encoding(connection, found.name)
        layouts, table, asked = _choice(database, layout)
        with database.connect(failing=CannotOpen) as connection:
            detected = detect(connection, found.name, _with_key(layouts), asked=asked, table=table)
        if write and (reason := dict(detected.absent).get("append")):
            raise Refused(reason)
        if write and detected.layout.protocol is Protocol.NATIVE:
            chain_audit(database, detected.layout.events.schema)
    except Exception:
        database.close()
        raise
    here = detected.layout
    guard = Guard(database, here.protocol is Protocol.NATIVE, here.events.schema, confirmed, fresh)
    return Store(database, detected, guard, writable=write)


def chosen(layout: str) -> tuple[str, str]:
    """The layout and the events table that `LAYOUT@TABLE` names; either may be empty."""
    if layout.endswith(".toml"):
        return layout, ""
    named, _at, table = layout.rpartition("@") if "@" in layout else (layout, "", "")
    return named, table


def _choice(database: Database, layout: Chosen | None) -> tuple[tuple[Layout, ...], str, bool]:
    """The layouts that come into question, the events table that was named, and whether a layout was."""
    if isinstance(layout, Mapped):
        return (layout.layout,), layout.table, True
    named, table = chosen(layout or "")
    if named == GUESS:
        return _choice(database, examining.Examination(database).mapped(table))
    return ((load_layout(named),) if named else shipped_layouts()), table, bool(named)


def _with_key(layouts: Iterable[Layout]) -> tuple[Layout, ...]:
    """The layouts, opening what is encrypted where the environment has the application's key."""
    key = os.environ.get(CIPHER_KEY)
    return tuple(layouts) if not key else tuple(unsealed(layout, Cipher(key)) for layout in layouts)


def create_store(target: str) -> Store:
    """A new, empty store in Leftfold's own layout, open for writing. Raises `CannotOpen` where the file exists."""
    found = target_of(target)
    file = check_new_file(found)
    database = Database(found, Access.CREATE)
    try:
        with told_as(CannotOpen, found.name):
            with database.engine.connect() as connection:
                # With the log, readers go on reading while an import or a commit is written.
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            with database.transaction() as connection:
                create_schema(connection)
    except Exception:
        database.close()
        file.unlink(missing_ok=True)
        raise
    database.close()
    return open_store(target, write=True, fresh=True)


def _check_encoding(connection: Connection, name: str) -> None:
    if connection.dialect.name != "sqlite":
        return
    encoding = connection.exec_driver_sql("PRAGMA encoding").scalar_one()
    if encoding != "UTF-8":
        raise CannotOpen(f"{name} keeps its text as {encoding}; dump it and load it into a UTF-8 database first.")
