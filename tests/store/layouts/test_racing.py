"""Of two who write to a stream at once, one is in and the other is told of it; one who dies leaves all or nothing."""

from __future__ import annotations

import os
import random
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from tests.servers import Server
from tests.store.layouts.functions import FUNCTIONS
from tests.store.layouts.library import Library, Place
from tests.store.layouts.test_appending import NUMBERS_ON, WRITABLE
from tests.store.racing import Track, race, writer
from tests.store_builders import make_eventsourcing, make_native

ASKED: Final = int(os.environ.get("LEFTFOLD_ROUNDS", "0"))
"""Rounds of each race where somebody asks for the proof."""
ROUNDS: Final = ASKED or 10
RACED: Final = WRITABLE if ASKED else [one for one in WRITABLE if one.layout in ("emmett-sqlite", "message-db")]
"""Each takes seconds to begin, so that there are few in the suite."""
DEATHS: Final = max(ASKED // 20, 3)
TOPIC: Final = "shop:Cart.Opened"
HEX: Final = "0" * 31 + "a"
STATE: Final = (
    b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"originator_topic":"shop:Cart",'
    b'"by":"nobody"}'
)


def track(library: Library, place: Place) -> Track:
    own, numbers = FUNCTIONS.get(library.layout), (NUMBERS_ON,) if library.database == "postgresql" else ()
    target = place.make(library.database, *library.schema, *library.rows, *numbers, *((own,) if own else ()))
    for stream, known in library.expected.items():
        for event in known if not known[-1].deleted else ():
            if isinstance(event.data, dict) and event.data:
                return Track(target, str(stream), event.type, event.data, next(iter(event.data)))
    raise AssertionError


@pytest.fixture
def native(tmp_path: Path) -> Track:
    path = make_native(tmp_path / "s.db", {"cart/1": [("opened", {"by": "nobody"})]})
    return Track(str(path), "cart/1", "opened", {"by": ""}, "by")


@pytest.fixture
def native_postgresql(postgresql: Server) -> Track:
    url = make_native(postgresql.new_database(), {"cart/1": [("opened", {"by": "nobody"})]})
    return Track(url, "cart/1", "opened", {"by": ""}, "by")


@pytest.fixture
def eventsourcing_sqlite(tmp_path: Path) -> Track:
    path = make_eventsourcing(tmp_path / "s.db", [(HEX, 1, TOPIC, STATE)])
    return Track(str(path), HEX, "Cart.Opened", {"by": "", "originator_topic": "shop:Cart"}, "by")


@pytest.fixture
def eventsourcing_postgresql(postgresql: Server) -> Track:
    target = postgresql.new_database(
        "CREATE TABLE shop_events (originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text, "
        "state bytea, notification_id bigserial, PRIMARY KEY (originator_id, originator_version))",
        f"INSERT INTO shop_events VALUES ('{HEX}', 1, '{TOPIC}', '\\x{STATE.hex()}')",
    )
    return Track(target, HEX, "Cart.Opened", {"by": "", "originator_topic": "shop:Cart"}, "by")


def one_is_in(found: Track) -> None:
    assert race(found, ROUNDS) == {"in": ROUNDS, "conflict": ROUNDS}


def all_or_nothing(found: Track) -> None:
    """Kill a writer of many events at any moment of its commit, again and again."""
    chance = random.Random(1)
    for death in range(DEATHS):
        before = found.events()
        marks = [f"{death}-{number}" for number in range(30)]
        with writer(found) as dying:
            dying.begins(before[-1].version, marks)
            with suppress(subprocess.TimeoutExpired):
                dying.process.wait(chance.uniform(0, 0.05))
            dying.kill()
        after = found.events()
        assert len(after) in (len(before), len(before) + len(marks))
        assert after[: len(before)] == before
    with writer(found) as living:
        living.begins(found.events()[-1].version, ["last"])
        assert living.done() == "in"


@pytest.mark.parametrize("name", ["native", "native_postgresql", "eventsourcing_sqlite", "eventsourcing_postgresql"])
def test_one_of_two_writers_is_in(name: str, request: pytest.FixtureRequest) -> None:
    one_is_in(request.getfixturevalue(name))


@pytest.mark.parametrize("library", RACED, ids=str)
def test_one_of_two_writers_is_in_by_each_library_s_way(library: Library, place: Place) -> None:
    one_is_in(track(library, place))


@pytest.mark.parametrize("name", ["native", "native_postgresql", "eventsourcing_sqlite", "eventsourcing_postgresql"])
def test_a_writer_that_dies_leaves_all_or_nothing(name: str, request: pytest.FixtureRequest) -> None:
    all_or_nothing(request.getfixturevalue(name))
