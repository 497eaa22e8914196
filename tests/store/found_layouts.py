"""Layouts as they are found in a database, or as they would be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine

from leftfold.bundled import resources
from leftfold.store.detection import Detected, detect
from leftfold.store.instances import Instance
from leftfold.store.layout import Layout
from leftfold.store.layout_columns import event_columns, snapshot_columns
from leftfold.store.layout_files import load_layout, shipped_layouts
from leftfold.store.tables import Kind


def run(path: Path, script: str) -> Path:
    """Run statements on a database file, made where it is not there; gives the path back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    """A connection to a database file."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def detected(path: Path, *, layout: str | None = None, table: str = "") -> Detected:
    """The layout of a database file, one of the shipped ones or the one that is named."""
    layouts = (load_layout(layout),) if layout else shipped_layouts()
    with connected(path) as connection:
        return detect(connection, path.name, layouts, asked=layout is not None, table=table)


def shipped(key: str) -> str:
    """The TOML text of a shipped layout."""
    return (resources() / "layouts" / f"{key}.toml").read_text("utf-8")


def as_found(layout: Layout, kinds: Mapping[str, Kind] | None = None) -> Instance:
    """The layout as in a database that has just what it names; columns hold anything unless told otherwise."""
    events = (*event_columns(layout.events), *layout.events.metadata.columns)
    snapshots = snapshot_columns(layout.snapshots) if layout.snapshots else ()
    given = kinds or {}
    return Instance(
        layout,
        {name: given.get(name, Kind.ANY) for name in events},
        dict.fromkeys(snapshots, Kind.ANY),
        (),
    )
