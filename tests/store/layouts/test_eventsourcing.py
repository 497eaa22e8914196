"""What PyPI `eventsourcing` itself wrote by any of its recorders is read as the library reads it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID

import pytest

from leftfold.model.stream import StreamId
from leftfold.store.store import Store
from tests.servers import Server
from tests.store.layouts.library import ODD, Place, opened

pytest.importorskip("eventsourcing", reason="eventsourcing is not installed; the extra `bench` brings it")
from eventsourcing.persistence import AggregateRecorder, InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

IDS: dict[str, tuple[Any, Any]] = {
    "uuid": (UUID("0d000000-0000-4000-8000-00000000000a"), UUID("ca000000-0000-4000-8000-00000000000b")),
    "text": (f"dog {ODD}", "cat-7"),
}
TIME = {"_type_": "datetime_iso", "_data_": "2024-05-01T08:00:00+00:00"}
STATE = json.dumps({"timestamp": TIME, "name": ODD}, ensure_ascii=False)
STATES = (STATE.encode(), zlib.compress(STATE.encode()))


class Written:
    """A store that the library made, and the recorder that made it."""

    def __init__(self, target: str, recorder: AggregateRecorder) -> None:
        self.target = target
        self.recorder = recorder


@contextmanager
def environment(database: str, place: Place, ids: str) -> Iterator[tuple[str, Environment]]:
    """The path or URL of an empty database, and how the library is told of it."""
    target = place.make(database)
    env = {"ORIGINATOR_ID_TYPE": ids, "PERSISTENCE_MODULE": f"eventsourcing.{database.removesuffix('ql')}"}
    if database == "sqlite":
        env["SQLITE_DBNAME"] = target
    else:
        pytest.importorskip("psycopg_pool", reason="psycopg_pool, which eventsourcing needs, is not there")
        server: Server = place.request.getfixturevalue(database)
        name = target.partition("?")[0].rpartition("/")[2]
        there = {"HOST": str(server.socket), "PORT": "5432", "USER": "leftfold", "PASSWORD": "none", "DBNAME": name}
        env |= {f"POSTGRES_{key}": value for key, value in there.items()}
    yield target, Environment("", env)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(params=IDS)
def ids(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(params=["aggregate", "application"])
def written(request: pytest.FixtureRequest, place: Place, database: str, ids: str) -> Iterator[Written]:
    """Two streams and a snapshot, written by one of the library's recorders."""
    with environment(database, place, ids) as (target, env), closing(InfrastructureFactory.construct(env)) as made:
        factory: InfrastructureFactory[Any] = made
        aggregates = request.param == "aggregate"
        recorder = factory.aggregate_recorder() if aggregates else factory.application_recorder()
        dog, cat = IDS[ids]
        recorder.insert_events(
            [
                StoredEvent(dog, 1, "zoo:Dog.Born", STATES[0]),
                StoredEvent(cat, 1, "zoo:Cat.Found", STATES[1]),
                StoredEvent(dog, 2, "zoo:Dog.Fed", STATES[1]),
            ]
        )
        kept = json.dumps({"state": {"name": ODD}, "topic": "zoo:Dog"}).encode()
        factory.aggregate_recorder("snapshots").insert_events([StoredEvent(dog, 2, "zoo:Snapshot", kept)])
        yield Written(target, recorder)


def rows(store: Store, stream: StreamId) -> list[tuple[int, str, object]]:
    index = store.index(stream)
    read = store.events(index).read(1, len(index))
    return [(event.version, f"zoo:{event.type}", event.data) for event in read]


def test_each_stream_is_what_the_library_selects(written: Written, ids: str) -> None:
    data = {"timestamp": TIME["_data_"], "name": ODD}
    with opened(written.target) as store:
        for type_, id_ in zip(("Dog", "Cat"), IDS[ids], strict=True):
            selected = written.recorder.select_events(id_)
            assert [one.state in STATES for one in selected] == [True] * len(selected)
            wanted = [(one.originator_version, one.topic, data) for one in selected]
            assert rows(store, store.resolve(str(id_))) == rows(store, StreamId(type_, str(id_))) == wanted


def test_the_layout_tells_the_recorder_and_its_snapshots(written: Written, ids: str) -> None:
    with opened(written.target) as store:
        ordered = store.capability("global order").allowed
        assert store.layout.key.endswith("-aggregates") is not ordered
        assert store.counts().last_position == (3 if ordered else None)
        (snapshot,) = store.snapshots(StreamId("Dog", str(IDS[ids][0])))
        assert (snapshot.version, snapshot.state) == (2, {"name": ODD})
        assert [event.type for event in store.search("☃")] == ["Dog.Born"]
