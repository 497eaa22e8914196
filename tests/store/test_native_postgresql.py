"""The native layout on PostgreSQL keeps history as it is, whoever writes, and looks into one part for one aggregate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url
from sqlalchemy.exc import IntegrityError, ProgrammingError

from leftfold.model.edits import Append, ChangeSet, SoftDelete
from leftfold.model.errors import CannotOpen, Conflict, Refused, StoreFailed
from leftfold.model.json import JsonObject
from leftfold.store import native_postgresql
from leftfold.store.creating import make_store
from leftfold.store.store import Store
from tests.servers import GUARDED, PASSWORD, Server
from tests.store.server_plans import steps
from tests.store_builders import START, TESTING, Streams, make_native, opened, stream_id

STREAMS: Streams = {"cart/7": [("put", {"n": 1}), ("put", {"n": 2})], "cart/8": [("put", {})]}
CART = stream_id("cart/7")
NO_TRIGGERS = """
CREATE FUNCTION lacks() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'triggers are not supported' USING ERRCODE = 'feature_not_supported'; END $$
"""
FORBID = "CREATE EVENT TRIGGER no_triggers ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION lacks()"

Connect = Callable[[str], Connection]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Gives connections on which each statement is committed by itself."""
    made: list[Connection] = []

    def connected(url: str) -> Connection:
        engine = create_engine(url.replace("postgresql", "postgresql+psycopg", 1), poolclass=NullPool)
        made.append(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
        return made[-1]

    yield connected
    for connection in made:
        connection.close()


@contextmanager
def made(url: str, partitions: int | None) -> Iterator[Store]:
    """A new store of so many parts."""
    with closing(make_store(url, partitions=partitions)) as store:
        yield store


@pytest.fixture
def url(postgresql: Server) -> str:
    """A store in which an event is soft-deleted."""
    url = make_native(postgresql.new_database(), STREAMS)
    with opened(url, write=True) as store:
        store.commit(ChangeSet(CART, 2, (SoftDelete(1),), TESTING))
    return url


@pytest.mark.parametrize("table", ["events", "events_0", "deletions", "audit"])
@pytest.mark.parametrize(
    "change", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"]
)
def test_history_cannot_be_changed(postgresql: Server, connect: Connect, table: str, change: str) -> None:
    url = postgresql.new_database()
    with made(url, 2) as store:
        # Some of them are in either part.
        for number in range(20):
            store.commit(ChangeSet(stream_id(f"cart/{number}"), None, (Append("put", {}, START),), TESTING))
        store.commit(ChangeSet(stream_id("cart/1"), 1, (SoftDelete(1),), TESTING))
    column = "reason" if table in ("deletions", "audit") else "payload"
    with pytest.raises(IntegrityError, match="never edited or deleted"):
        connect(url).exec_driver_sql(change.format(table=table, column=column))


def test_an_application_inserts_without_numbers_and_reads_what_counts(url: str, connect: Connect) -> None:
    connection = connect(url)
    insert = (
        "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
        "VALUES ('cart', '7', {version}, 'put', '{{}}', now()) RETURNING position"
    )
    assert connection.exec_driver_sql(insert.format(version=3)).scalar_one() == 4
    for version in (0, 3):
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql(insert.format(version=version))
    live = "SELECT version FROM live_events WHERE aggregate_id = '7' ORDER BY version"
    assert connection.exec_driver_sql(live).scalars().all() == [2, 3]
    restore = "INSERT INTO deletions (position, action, at, by, reason) VALUES (1, 'restore', now(), 'me', 'why')"
    connection.exec_driver_sql(restore)
    assert connection.exec_driver_sql(live).scalars().all() == [1, 2, 3]
    with opened(url) as store:
        assert store.index(CART).deleted.tolist() == [False, False, False]


def test_an_application_that_took_a_version_first_is_a_conflict(
    url: str, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One who is no application of ours need not wait for a turn, and writes after we looked.
    look = "leftfold.store.writing._check_base"
    with opened(url, write=True) as store:

        def late(_connection: Connection, _changes: ChangeSet) -> None:
            connect(url).exec_driver_sql(
                "INSERT INTO events VALUES (99, 'cart', '7', 3, 'byOther', '{}', NULL, '2024-05-01T08:00:00Z')"
            )

        monkeypatch.setattr(look, late)
        with pytest.raises(Conflict, match=r"^cart/7 changed since .*: version 3 was written by another"):
            store.commit(ChangeSet(CART, 2, (Append("put", {}, START),), TESTING, frozenset({1})))
        assert [event.type for event in store.events(store.index(CART)).read(1, 3)] == ["put", "put", "byOther"]


def test_whether_events_are_kept_is_told_by_the_triggers_that_are_there(url: str, connect: Connect) -> None:
    with opened(url) as store:
        assert store.keeps_events()
        connect(url).exec_driver_sql("ALTER TABLE events DISABLE TRIGGER events_never_update")
        assert not store.keeps_events()


def test_a_payload_is_stored_sign_for_sign(url: str, connect: Connect) -> None:
    data: JsonObject = {"z": 1.0, "a": 12345678901234567890, "n": "\0", "é": [0.5]}
    with opened(url, write=True) as store:
        store.commit(ChangeSet(CART, 2, (Append("put", data, START),), TESTING, frozenset({1})))
        (found,) = store.events(store.index(CART)).read(3, 3)
    assert found.data == data
    (stored,) = connect(url).exec_driver_sql("SELECT payload FROM events WHERE version = 3").scalars()
    assert stored == '{"z":1.0,"a":12345678901234567890,"n":"\\u0000","é":[0.5]}'


@pytest.mark.parametrize("stream", ["cart/a\0b", "ca\0rt/7"])
def test_a_name_that_a_server_cannot_store_is_refused(url: str, stream: str) -> None:
    with opened(url, write=True) as store, pytest.raises(Refused, match="cannot be stored; nothing was changed"):
        store.commit(ChangeSet(stream_id(stream), None, (Append("put", {}, START),), TESTING))


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.index(CART),
        lambda store: store.outline(CART),
        lambda store: list(store.events(store.index(CART)).read(1, 2)),
    ],
    ids=["index", "outline", "events"],
)
def test_one_part_is_looked_into_for_one_aggregate(url: str, ask: Callable[[Store], object]) -> None:
    with opened(url) as store:
        parts = {word for step in steps(store, ask) for word in step.split() if word.startswith("events_")}
    assert len({part.partition("_p")[0] for part in parts}) == 1


def test_a_list_of_aggregates_is_in_the_order_of_their_ids_over_all_parts(postgresql: Server) -> None:
    names = [f"cart/{name}" for name in ("a", "B", "ä", "Z", "10", "9", "_", "b")]
    with opened(make_native(postgresql.new_database(), {name: [("put", {})] for name in names})) as store:
        listed = [summary.stream.id for summary in store.aggregates()]
        paged = [store.aggregates(limit=3)]
        while paged[-1]:
            paged.append(store.aggregates(limit=3, after=paged[-1][-1].stream))
    assert listed == sorted(name.removeprefix("cart/") for name in names)
    assert [one.stream.id for page in paged for one in page] == listed


@pytest.mark.parametrize(("partitions", "parts"), [(1, 0), (3, 3), (None, native_postgresql.PARTITIONS)])
def test_events_and_snapshots_are_split_alike(
    postgresql: Server, connect: Connect, partitions: int | None, parts: int
) -> None:
    url = postgresql.new_database()
    with made(url, partitions) as store:
        assert store.keeps_events()
    split = "SELECT count(*) FROM pg_inherits WHERE inhparent IN ('{}'::regclass)"
    for table in ("events", "snapshots"):
        assert connect(url).exec_driver_sql(split.format(table)).scalar_one() == parts


def test_a_store_in_a_schema_beside_another_is_written_in_its_own_tables(url: str, connect: Connect) -> None:
    connect(url).exec_driver_sql("CREATE SCHEMA shop")
    make_native(f"{url}&options=-csearch_path%3Dshop", {"cart/9": [("put", {})]})
    with opened(url, write=True, layout="@shop.events") as store:
        stream = stream_id("cart/9")
        store.commit(ChangeSet(stream, 1, (Append("put", {}, START), SoftDelete(1)), TESTING))
        assert store.index(stream).deleted.tolist() == [True, False]
        assert store.keeps_events()
        assert [entry.stream for entry in store.audit()][1:] == [stream]
    with opened(url) as store:
        assert store.counts().events == 3


@pytest.mark.parametrize("table", ["events", "numbers", "live_events"])
def test_where_tables_are_none_is_made(postgresql: Server, connect: Connect, table: str) -> None:
    url = postgresql.new_database(f"CREATE TABLE {table} (x int)")
    with pytest.raises(
        CannotOpen, match=f" has {table} in the schema public already; name an empty schema or database"
    ):
        make_store(url)
    assert connect(url).exec_driver_sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").scalar_one() == 1


def test_a_store_is_made_anew_where_its_tables_were_dropped(url: str, connect: Connect) -> None:
    connect(url).exec_driver_sql("DROP TABLE events, snapshots, deletions, audit, numbers CASCADE")
    with made(url, 1) as store:
        assert (store.keeps_events(), store.counts().events) == (True, 0)


def test_a_role_that_may_make_no_tables_is_told(postgresql: Server) -> None:
    name = make_url(postgresql.new_database()).database or ""
    with pytest.raises(StoreFailed, match=f"does not let {GUARDED} do that: permission denied for schema public"):
        make_store(postgresql.url(name, user=GUARDED, password=PASSWORD))


def test_a_search_path_that_leads_nowhere_is_told(postgresql: Server) -> None:
    url = f"{postgresql.new_database()}&options=-csearch_path%3Dnowhere"
    with pytest.raises(CannotOpen, match="has no schema on its search path; make one, or name another"):
        make_store(url)


def test_a_server_without_triggers_has_a_store_without_them(postgresql: Server, connect: Connect) -> None:
    url = postgresql.new_database(NO_TRIGGERS, FORBID)
    with opened(make_native(url, STREAMS), write=True) as store:
        assert not store.keeps_events()
        store.commit(ChangeSet(CART, 2, (Append("put", {}, START), SoftDelete(1)), TESTING))
        assert store.index(CART).positions.tolist() == [1, 2, 4]
        assert store.index(CART).deleted.tolist() == [True, False, False]
        before = store.change_token()
        with opened(url, write=True) as other:
            other.commit(ChangeSet(CART, 3, (SoftDelete(2),), TESTING, frozenset({1})))
        assert store.change_token() != before
    functions = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname <> 'lacks'"
    assert connect(url).exec_driver_sql(functions).scalar_one() == 0


VERSIONS = {
    "CockroachDB": "CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)",
    "YugabyteDB": "PostgreSQL 15.12-YB-2025.2.0.0-b0 on x86_64-pc-linux-gnu",
}


def pretending(postgresql: Server, name: str) -> str:
    """A database that says it is another server."""
    url = postgresql.new_database(
        "CREATE SCHEMA early",
        f"CREATE FUNCTION early.version() RETURNS text LANGUAGE sql AS $$ SELECT '{VERSIONS[name]}'::text $$",
    )
    return f"{url}&options=-csearch_path%3Dpublic,early,pg_catalog"


@pytest.mark.parametrize("name", VERSIONS)
def test_a_server_that_splits_tables_itself_is_given_no_parts(postgresql: Server, name: str) -> None:
    there = pretending(postgresql, name)
    with pytest.raises(CannotOpen, match=f"{name} spreads its tables by itself; make the store with --partitions 1"):
        make_store(there, partitions=4)


def test_what_is_made_for_cockroachdb_is_a_store_of_plain_tables(postgresql: Server, connect: Connect) -> None:
    # It is not at hand; what is made for it has no words that PostgreSQL does not know.
    there = pretending(postgresql, "CockroachDB")
    with opened(make_native(there, STREAMS), write=True) as store:
        assert not store.keeps_events()
        store.commit(ChangeSet(CART, 2, (Append("put", {}, START), SoftDelete(1)), TESTING))
        assert store.index(CART).deleted.tolist() == [True, False, False]
    for special in ("pg_inherits", "pg_trigger WHERE NOT tgisinternal"):
        assert connect(there).exec_driver_sql(f"SELECT count(*) FROM {special}").scalar_one() == 0


def test_yugabytedb_is_told_to_keep_keys_in_their_order(postgresql: Server) -> None:
    # PostgreSQL does not know the words, and says where it stumbles.
    with pytest.raises(ProgrammingError, match='syntax error at or near "ASC"'):
        make_store(pretending(postgresql, "YugabyteDB"))
