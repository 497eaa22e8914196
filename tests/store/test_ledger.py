"""The latest row about an event decides whether it is deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leftfold.store.ledger import (
    all_deleted_positions,
    count_deleted,
    deleted_positions,
    deleted_versions,
    stream_deletions,
)
from leftfold.store.native import DELETIONS, EVENTS
from leftfold.store.numbering import NUMBERS, numbered
from leftfold.store.store import Store
from tests.servers import Server
from tests.store_builders import Streams, make_native, opened

NOW = "2024-05-01T08:00:00.000000Z"


def _mark(store: Store, marks: list[tuple[int, bool]]) -> None:
    rows = [
        {"position": position, "action": "delete" if delete else "restore", "at": NOW, "by": "", "reason": ""}
        for position, delete in marks
    ]
    with store._database.transaction() as connection:
        for row in rows:
            connection.execute(DELETIONS.insert().values(**numbered(connection, "id", NUMBERS.c.deletion), **row))


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Gives ever another place for a store."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("ledger") / "s.db")
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=st.lists(st.tuples(st.integers(1, 6), st.booleans())))
def test_the_latest_mark_decides(new_place: Callable[[], str], marks: list[tuple[int, bool]]) -> None:
    wanted = {position for position, deleted in dict(marks).items() if deleted}
    streams: Streams = {"cart/7": [("a", {})] * 3, "cart/8": [("a", {})] * 3}
    with opened(make_native(new_place(), streams), write=True) as store:
        _mark(store, marks)
        with store._database.connect() as connection:
            assert all_deleted_positions(connection) == wanted
            assert deleted_positions(connection, 1, 6) == wanted
            assert deleted_positions(connection, 2, 4) == wanted & {2, 3, 4}
            assert count_deleted(connection) == len(wanted)
            of_second = EVENTS.c.aggregate_id == "8"
            assert deleted_versions(connection, of_second) == {position - 3 for position in wanted & {4, 5, 6}}
            assert stream_deletions(connection, {"type": "cart", "id": "8"}) == {p - 3 for p in wanted & {4, 5, 6}}
        for stream, first in (("7", 1), ("8", 4)):
            index = store.index(store.resolve(stream))
            assert index.deleted.tolist() == [position in wanted for position in range(first, first + 3)]
            events = store.events(index).read(1, 3)
            assert [event.deleted for event in events] == index.deleted.tolist()
