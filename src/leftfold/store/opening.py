"""Opening a store, and making a new one."""

from __future__ import annotations

from sqlalchemy import Connection

from leftfold.model.errors import CannotOpen, Refused
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.detection import detect
from leftfold.store.faults import told_as
from leftfold.store.layout_files import load_layout, shipped_layouts
from leftfold.store.native import create_schema
from leftfold.store.store import Store
from leftfold.store.target import check_file, check_new_file, target_of


def open_store(target: str, *, write: bool = False, layout: str | None = None) -> Store:
    """The store in a database file or at a URL, read-only unless writing is asked for.

    `layout` is the key of a shipped layout or the path of a TOML file; without it the layout is detected. Where a
    database holds several stores, `@TABLE` behind it, or alone, names the events table of one. Raises
    `CannotOpen`, and `Refused` for writing where the layout allows none.
    """
    found = target_of(target)
    check_file(found, write=write)
    named, table = chosen(layout or "")
    layouts = (load_layout(named),) if named else shipped_layouts()
    database = Database(found, Access.WRITE if write else Access.READ)
    try:
        with database.connect(failing=CannotOpen) as connection:
            _check_encoding(connection, found.name)
            detected = detect(connection, found.name, layouts, asked=bool(named), table=table)
        if write and (reason := dict(detected.absent).get("append")):
            raise Refused(reason)
    except Exception:
        database.close()
        raise
    return Store(database, detected, writable=write)


def chosen(layout: str) -> tuple[str, str]:
    """The layout and the events table that `LAYOUT@TABLE` names; either may be empty."""
    if layout.endswith(".toml"):
        return layout, ""
    named, _at, table = layout.rpartition("@") if "@" in layout else (layout, "", "")
    return named, table


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
    return open_store(target, write=True)


def _check_encoding(connection: Connection, name: str) -> None:
    if connection.dialect.name != "sqlite":
        return
    encoding = connection.exec_driver_sql("PRAGMA encoding").scalar_one()
    if encoding != "UTF-8":
        raise CannotOpen(f"{name} keeps its text as {encoding}; dump it and load it into a UTF-8 database first.")
