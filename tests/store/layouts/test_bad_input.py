"""A store that is not quite as its library makes it says in one sentence what is wrong, or is read all the same."""

from __future__ import annotations

import pytest

from leftfold.model.errors import CannotOpen, LeftfoldError
from leftfold.store.tables import joined
from tests.store.layouts.libraries import LIBRARIES
from tests.store.layouts.library import Library, Place, opened
from tests.store.layouts.test_reading import events

pytestmark = pytest.mark.parametrize("library", LIBRARIES, ids=str)


def renamed(library: Library, column: str, name: str) -> str:
    """The statement that gives a column of the events table another name."""
    return f"ALTER TABLE {library.table} RENAME COLUMN {named(library, column)} TO {name}"


def named(library: Library, column: str) -> str:
    """A column as a statement names it; unquoted where the database may have folded its name."""
    return f"`{column}`" if library.database == "mariadb" else column


def test_an_empty_store_has_no_streams(library: Library, place: Place) -> None:
    with opened(place.make(library.database, *library.schema)) as store:
        assert store.layout.key == library.layout
        assert store.aggregates() == ()
        assert store.types() == ()
        assert store.counts().events == 0
        assert list(store.search("x")) == []


def test_a_column_that_lacks_is_named(library: Library, place: Place) -> None:
    where = place.make(library.database, *library.schema, renamed(library, library.needed, "elsewhere"))
    with pytest.raises(CannotOpen) as raised, opened(where, library.layout):
        pass
    said = str(raised.value)
    # Under the name that the layout has for it, however its words are joined in this store.
    assert f"has no column {joined(library.needed)}" in said.replace("_", "").casefold()
    assert said.endswith(".")
    with pytest.raises(CannotOpen, match=r"\.$"), opened(where):
        pass


def test_a_column_that_holds_something_else_is_named(library: Library, place: Place) -> None:
    change = renamed(library, library.number, "elsewhere")
    other = f"ALTER TABLE {library.table} ADD COLUMN {named(library, library.number)} text DEFAULT 'one'"
    where = place.make(library.database, *library.schema, *library.rows, change, other)
    if library.database == "sqlite":
        if library.layout == "neventstore":
            pytest.skip("a version is worked out here, and what SQLite works out of a text is a number")
        # It keeps whatever is put anywhere, so that only the rows tell.
        with opened(where, library.layout) as store, pytest.raises(LeftfoldError, match=r"\.$"):
            store.index(next(iter(library.expected)))
        return
    with pytest.raises(CannotOpen) as raised, opened(where, library.layout):
        pass
    told = f"column {joined(library.number)} holds text where numbers are expected"
    assert told in str(raised.value).replace("_", "").casefold()


def test_a_view_is_read_as_its_table_would_be(library: Library, place: Place) -> None:
    schema, _dot, name = library.table.rpartition(".")
    full = f"{schema}.moved" if schema else "moved"
    views = (f"ALTER TABLE {library.table} RENAME TO moved", f"CREATE VIEW {library.table} AS SELECT * FROM {full}")
    if library.is_told_by_index:
        pytest.skip("a view has no index to tell this layout by")
    # Named, since the table that was renamed would be told as well where it may have any name.
    where = place.make(library.database, *library.schema, *library.rows, *views)
    with opened(where, f"@{name}") as store:
        assert store.layout.events.table == name
        assert {stream: events(store, stream) for stream in library.expected} == library.expected
        appending = store.capability("append")
        assert not appending.allowed
        assert appending.reason.endswith(".")
