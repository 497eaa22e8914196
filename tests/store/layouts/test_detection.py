"""Of all the layouts that come with Leftfold, each store is told by the one it is of, and by no other as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url

from leftfold.store.detection import detect
from leftfold.store.instances import fits
from leftfold.store.layout import Layout
from leftfold.store.layout_files import shipped_layouts
from leftfold.store.tables import read_tables
from tests.store.layouts.libraries import LIBRARIES
from tests.store.layouts.library import Library, Place

SHIPPED = shipped_layouts()
DRIVERS = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}


@contextmanager
def connected(target: str) -> Iterator[Connection]:
    """A connection to the database at a path or URL."""
    is_file = "://" not in target
    url = make_url(f"sqlite:///{target}" if is_file else target)
    engine = create_engine(url if is_file else url.set(drivername=DRIVERS[url.drivername]))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def known_in(database: str) -> tuple[Layout, ...]:
    return tuple(layout for layout in SHIPPED if database in layout.databases)


def test_each_layout_has_a_key_of_its_own_that_its_file_is_named_by() -> None:
    keys = [layout.key for layout in SHIPPED]
    assert len({*keys}) == len(keys)
    assert [Path(layout.origin).stem for layout in SHIPPED] == keys
    assert len({layout.title for layout in SHIPPED}) == len(keys)


def test_each_layout_is_of_kinds_of_database_that_leftfold_reads() -> None:
    for layout in SHIPPED:
        assert {*layout.databases} <= {"sqlite", "postgresql", "mysql", "mariadb"}, layout.key
        assert ("mysql" in layout.databases) == ("mariadb" in layout.databases), layout.key


def test_each_layout_is_tried_on_a_store_of_its_library() -> None:
    elsewhere = {"native", "eventsourcing-sqlite", "eventsourcing-postgresql", "rails-event-store-all"}
    tried = {(library.layout, library.database) for library in LIBRARIES}
    wanted = {
        (layout.key, database)
        for layout in SHIPPED
        if layout.key not in elsewhere
        for database in layout.databases
        if database != "mysql"
    }
    assert wanted - tried == set()


@pytest.mark.parametrize("library", LIBRARIES, ids=str)
def test_a_store_is_told_by_its_own_layout_and_none_is_as_near(library: Library, place: Place) -> None:
    layouts = known_in(library.database)
    with connected(place.make(library.database, *library.schema)) as connection:
        tables = read_tables(connection)
        found = [fit for layout in layouts for fit in fits(layout, tables)]
        claims = {(fit.instance.name, fit.layout.key) for fit in found if fit.instance}
        assert detect(connection, "store", layouts).layout.key == library.layout
        (name,) = {name for name, key in claims if key == library.layout}
        assert detect(connection, "store", layouts, table=name).layout.key == library.layout
        for table, key in claims:
            if table == name and key != library.layout:
                # Whichever of the two is looked for first, the nearer one is taken.
                for pair in ((library.layout, key), (key, library.layout)):
                    both = sorted((one for one in layouts if one.key in pair), key=lambda one: pair.index(one.key))
                    assert detect(connection, "store", both).layout.key == library.layout
