"""Opening a store on a server, and reading in it, scans no table.

A planner prefers a scan where a table is small. At twenty thousand events it takes an index wherever one serves, as it
does at a million; nothing is told it but what ANALYZE finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from leftfold.store.database import Database
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from tests.servers import Server
from tests.store.server_plans import rows_read, rows_touched, steps

STREAMS, EVENTS = 1_000, 20_000
FEW = 400
"""Rows of ten streams, twice over: far from all."""

EVENTSOURCING = (
    (
        "CREATE TABLE bank_events (originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text, "
        "state bytea, notification_id bigserial, PRIMARY KEY (originator_id, originator_version))"
    ),
    (
        "INSERT INTO bank_events (originator_id, originator_version, topic, state) SELECT md5((n % 1000)::text)::uuid, "
        "n / 1000 + 1, 'bank:Account' || (n % 3) || '.Changed', '{\"amount\": 1}' FROM generate_series(0, 19999) AS n"
    ),
    "CREATE UNIQUE INDEX ON bank_events (notification_id)",
    "ANALYZE",
)
MESSAGE_DB = (
    "CREATE SCHEMA message_store",
    (
        "CREATE TABLE message_store.messages (global_position bigserial PRIMARY KEY, position bigint NOT NULL, "
        "time timestamp NOT NULL DEFAULT now(), stream_name text NOT NULL, type text NOT NULL, data jsonb, "
        "metadata jsonb, id uuid NOT NULL DEFAULT gen_random_uuid())"
    ),
    (
        "INSERT INTO message_store.messages (position, stream_name, type, data) SELECT n / 1000, "
        "'account' || (n % 1000 % 3) || '-' || md5((n % 1000)::text)::uuid, 'Changed', '{\"amount\": 1}' "
        "FROM generate_series(0, 19999) AS n"
    ),
    "CREATE UNIQUE INDEX ON message_store.messages (stream_name, position)",
    "CREATE UNIQUE INDEX ON message_store.messages (id)",
    "ANALYZE",
)
SPATIE = (
    (
        "CREATE TABLE stored_events (id bigint AUTO_INCREMENT PRIMARY KEY, aggregate_uuid char(36), "
        "aggregate_version bigint, event_version tinyint NOT NULL DEFAULT 1, event_class varchar(191) NOT NULL, "
        "event_properties json NOT NULL, meta_data json NOT NULL, created_at timestamp NOT NULL DEFAULT now(), "
        "UNIQUE KEY own (aggregate_uuid, aggregate_version), KEY (event_class), KEY (aggregate_uuid))"
    ),
    (
        "INSERT INTO stored_events (aggregate_uuid, aggregate_version, event_class, event_properties, meta_data) "
        "SELECT insert(insert(insert(insert(md5(seq % 1000), 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-'), "
        "seq DIV 1000 + 1, 'App\\\\Account\\\\Changed', '{}', '{}' FROM seq_0_to_19999"
    ),
    "ANALYZE TABLE stored_events",
)

REQUESTS: dict[str, Callable[[Store], object]] = {
    "the first page of aggregates": lambda store: store.aggregates(limit=10),
    "the next page": lambda store: store.aggregates(limit=10, after=store.aggregates(limit=10)[-1].stream),
    "a page of a type": lambda store: store.aggregates(limit=10, type=store.aggregates(limit=1)[0].stream.type),
    "a summary": lambda store: store.summary(store.aggregates(limit=1)[0].stream),
    "a name": lambda store: store.resolve(store.aggregates(limit=1)[0].stream.id),
    "an outline": lambda store: store.outline(store.aggregates(limit=1)[0].stream),
    "an index": lambda store: store.index(store.aggregates(limit=1)[0].stream),
    "a page of events": lambda store: list(_events(store)),
    "the change token": lambda store: store.change_token(),
}


def _events(store: Store) -> Iterator[object]:
    index = store.index(store.aggregates(limit=1)[0].stream)
    return store.events(index).read(1, len(index))


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements that go past SQLAlchemy's ears otherwise are heard, too."""

    def prepared(database: Database, statement: Any) -> Callable[..., Any]:
        return partial(database.rows, statement)

    monkeypatch.setattr(Database, "prepared", prepared)


@pytest.fixture(scope="module", params=[EVENTSOURCING, MESSAGE_DB], ids=["eventsourcing", "Message DB"])
def of_postgresql(request: pytest.FixtureRequest, postgresql: Server) -> str:
    return postgresql.new_database(*request.param)


@pytest.fixture(scope="module")
def of_mariadb(mariadb: Server) -> str:
    return mariadb.new_database(*SPATIE)


@pytest.mark.parametrize("request_", REQUESTS)
def test_postgresql_scans_no_events(of_postgresql: str, request_: str) -> None:
    with closing(open_store(of_postgresql)) as store:
        found = steps(store, REQUESTS[request_])
        assert not [step for step in found if "Seq Scan on" in step and ("_events" in step or "messages" in step)]
        allowed = 2_000 if request_ == "the change token" else FEW
        assert rows_touched(store, REQUESTS[request_]) <= allowed


def test_postgresql_is_not_asked_for_all_streams_types_at_once(
    of_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leftfold.store.naming._WALKED", FEW)
    with closing(open_store(of_postgresql)) as store:
        assert len(store.types()) == 3
        assert not [step for step in steps(store, Store.types) if "Seq Scan on" in step]
        assert FEW <= rows_touched(store, Store.types) <= 2 * FEW


def test_what_is_measured_is_a_whole_store(of_postgresql: str) -> None:
    with closing(open_store(of_postgresql)) as store:
        assert store.types()
        assert len(store.aggregates(limit=2_000)) == STREAMS
        assert store.counts().events == EVENTS


@pytest.mark.parametrize("request_", [one for one in REQUESTS if one != "a page of a type"])
def test_mariadb_scans_no_events(of_mariadb: str, request_: str) -> None:
    with closing(open_store(of_mariadb)) as store:
        assert rows_read(store, REQUESTS[request_]) <= (2_500 if request_ == "the change token" else 2 * FEW)


def test_mariadb_goes_through_an_index_where_no_page_can_be_told_before(of_mariadb: str) -> None:
    with closing(open_store(of_mariadb)) as store:
        found = [step for step in steps(store, REQUESTS["a page of a type"]) if " stored_events " in step]
        assert found
        assert not [step for step in found if " stored_events ALL " in step]
