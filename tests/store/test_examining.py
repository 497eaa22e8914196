"""Tables of nobody's layout are guessed at, and read by the guess, in each kind of database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME
from leftfold.store.examining import Examination, examine
from leftfold.store.layout_files import parse_layout
from leftfold.store.layout_text import layout_text
from leftfold.store.opening import open_store
from leftfold.store.roles import Role
from tests.servers import Server
from tests.store.found_layouts import run
from tests.store.unknown_stores import AT, KINDS, TALK, UNKNOWN, Unknown
from tests.store_builders import make_native


@pytest.fixture(params=UNKNOWN, ids=str)
def unknown(request: pytest.FixtureRequest) -> Unknown:
    found: Unknown = request.param
    return found


@pytest.fixture
def target(unknown: Unknown, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if unknown.database == "sqlite":
        return str(run(tmp_path / "s.db", ";".join(unknown.script)))
    server: Server = request.getfixturevalue(unknown.database)
    return server.new_database(*unknown.script)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Examination]:
    with closing(examine(str(run(tmp_path / "s.db", ";".join(TALK.script))))) as here:
        yield here


def test_a_table_is_guessed_at_and_its_first_events_are_read(unknown: Unknown, target: str) -> None:
    with closing(examine(target)) as here:
        table = here.likeliest[0]
        assert table.name == unknown.table
        guess = here.guess(table)
        assert guess.roles == unknown.roles
        mapped = here.layout(guess)
        events = here.first_events(here.found(mapped.layout, table=mapped.table))
        assert len(here.first_events(here.found(mapped.layout), limit=2)) == 2
    ann, bob = (StreamId(unknown.type, id_) for id_ in unknown.ids)
    first = unknown.first_version
    assert [(one.stream, one.version) for one in events] == [(ann, first), (ann, first + 1), (bob, first)]
    assert [one.type for one in events] == list(KINDS)
    assert [one.data for one in events] == [{"lesson": 6}] * 3
    assert {one.at for one in events} == {AT if unknown.timed else NO_TIME}
    assert [one.deleted for one in events] == [False] * 3


def test_the_guess_opens_the_store_and_so_does_its_file(unknown: Unknown, target: str, tmp_path: Path) -> None:
    with closing(examine(target)) as here:
        mapped = here.mapped(unknown.table)
    file = tmp_path / "mapped.toml"
    file.write_text(layout_text(mapped.layout), "utf-8")
    assert replace(parse_layout(file.read_text("utf-8"), "mapped.toml"), origin="") == mapped.layout
    for layout in (mapped, str(file), f"guess@{unknown.table}", "guess"):
        with closing(open_store(target, layout=layout)) as store:
            assert [one.events for one in store.aggregates()] == [2, 1]
            stream = store.resolve(unknown.ids[0])
            events = list(store.events(store.index(stream)).read(1, 2))
            assert [(one.type, one.data) for one in events] == [("placed", {"lesson": 6}), ("completed", {"lesson": 6})]
            assert not store.capability("append").allowed
            assert store.counts().events == 3


def test_nothing_is_written_by_looking(unknown: Unknown, target: str) -> None:
    if unknown.database != "sqlite":
        pytest.skip("a server's files are its own")
    before = Path(target).read_bytes()
    with closing(examine(target)) as here:
        here.first_events(here.found(here.mapped("").layout))
    assert Path(target).read_bytes() == before
    assert [file.name for file in Path(target).parent.iterdir()] == ["s.db"]


def test_what_a_person_says_is_taken(talk: Examination) -> None:
    table = talk.table("Events_Of_Students")
    guess = talk.guess(table, {Role.AGGREGATE_ID: "type", Role.POSITION: ""})
    assert (guess.roles[Role.AGGREGATE_ID], guess.why[Role.AGGREGATE_ID]) == ("type", "you said so")
    assert Role.POSITION not in guess.roles
    assert Role.EVENT_TYPE not in guess.roles
    with pytest.raises(CannotOpen, match=r"^No column of .* is known for the event type; choose one\.$"):
        talk.layout(guess)


def test_a_table_without_an_order_is_told(talk: Examination) -> None:
    guess = talk.guess(talk.table(TALK.table), {Role.POSITION: ""})
    assert guess.lacking == (
        "No column of events_of_students tells the order of its events; choose one for the version or position."
    )


def test_a_table_that_is_not_there_is_told(talk: Examination) -> None:
    with pytest.raises(CannotOpen, match=r"^s\.db has no table songs; it has the tables events_of_students, people\.$"):
        talk.table("songs")


def test_a_database_without_tables_is_told(tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", "CREATE TABLE t (x); DROP TABLE t")
    with closing(examine(str(path))) as here:
        assert here.likeliest == ()
        with pytest.raises(CannotOpen, match=r"^s\.db has no table songs; it has none\.$"):
            here.table("songs")
    with pytest.raises(CannotOpen, match=r"^s\.db has no tables; choose a database that holds events\.$"):
        open_store(str(path), layout="guess")


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_bytes(b"no database" * 100)
    with pytest.raises(CannotOpen, match=r"^s\.db is not a SQLite database"):
        examine(str(tmp_path / "s.db"))


def test_a_layout_is_held_against_each_table(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("made", {})]})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE stored_events (x)")
    with closing(examine(str(path))) as here:
        native = open_store(str(path)).layout
        assert [fit.instance is not None for fit in here.fits(native)] == [True]
        with pytest.raises(CannotOpen, match=r"has no event store in people"):
            here.found(native, table="people")
