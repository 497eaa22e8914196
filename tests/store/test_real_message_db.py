"""A store written through Message DB's own functions, against what those functions say is in it."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.store.counting import Counts
from leftfold.store.store import Store
from tests.servers import USER, Server
from tests.store.layouts.library import opened

ACCOUNTS = Path(__file__).parents[2].parent / "shared" / "stores" / "message-db-accounts"

pytestmark = pytest.mark.skipif(
    not ACCOUNTS.exists(), reason="../shared/stores/message-db-accounts is not on this machine"
)


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ACCOUNTS / "facts.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def store(postgresql: Server) -> Iterator[Store]:
    url = postgresql.new_database()
    psql = shutil.which("psql")
    if psql is None:
        pytest.skip("psql, which loads the dump, is not on this machine")
    name = url.rpartition("/")[2].partition("?")[0]
    dump = gzip.decompress((ACCOUNTS / "store.sql.gz").read_bytes())
    there = ["-h", str(postgresql.socket), "-U", USER, "-d", name]
    subprocess.run([psql, "-q", "-v", "ON_ERROR_STOP=1", *there], input=dump, check=True, capture_output=True)
    with opened(url) as store:
        yield store


def events(store: Store, stream: StreamId) -> list[Event]:
    index = store.index(stream)
    return list(store.events(index).read(1, len(index)))


def test_the_layout_is_told(store: Store) -> None:
    assert store.layout.key == "message-db"
    assert "message_store.messages has the columns" in store.explanation
    assert not store.capability("soft delete").allowed


def test_every_stream_is_listed_with_its_events(store: Store, facts: dict[str, Any]) -> None:
    wanted = {one["id"]: (one["messages"], one["version"]) for one in facts["streams"]}
    listed = store.aggregates(limit=1000)
    assert {one.stream.id: (one.events, one.version) for one in listed} == wanted
    assert all(store.resolve(id_).id == id_ for id_ in wanted)


def test_events_are_counted_by_category_and_type(store: Store, facts: dict[str, Any]) -> None:
    counts = facts["counts"]
    assert store.counts() == Counts(
        events=counts["messages"],
        aggregates=counts["streams"],
        soft_deleted=0,
        snapshots=0,
        last_position=counts["last_global_position"],
    )
    assert store.types() == tuple(sorted(counts["categories"]))
    everything = store.projection_index(StreamId("all", "*"), store.types())
    read = list(store.projected(everything).read(1, len(everything)))
    assert Counter(event.stream.type for event in read) == counts["categories"]
    assert Counter(event.type for event in read) == counts["by_type"]
    assert [event.position for event in read] == list(range(1, counts["last_global_position"] + 1))


def test_events_are_those_that_the_functions_give(store: Store, facts: dict[str, Any]) -> None:
    for detail in facts["detail"]:
        found = events(store, store.resolve(detail["id"]))
        for wanted in detail["messages"]:
            event = found[wanted["position"]]
            assert (event.version, event.position) == (wanted["position"], wanted["global_position"])
            assert event.type == wanted["type"]
            assert event.data == json.loads(wanted["data_text"])
            assert event.metadata == {"id": wanted["id"], **json.loads(wanted["metadata_text"] or "{}")}
            assert event.recorded_at == _time(wanted["time"])


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def test_accounts_fold_to_their_running_state(store: Store, facts: dict[str, Any]) -> None:
    folded = [one for one in facts["streams"] if "fold" in one]
    assert folded
    for one in folded:
        wanted = one["fold"]
        found = events(store, StreamId("account", one["id"]))
        assert _balance(found) == Decimal(str(wanted["balance"]))
        assert Counter(event.type for event in found)["WithdrawalRejected"] == wanted["rejected"]
        assert any(event.type == "Closed" for event in found) is not wanted["open"]
        opening: Any = found[0].data
        assert opening["customerId"] == wanted["customerId"]


def _balance(found: list[Event]) -> Decimal:
    balance = Decimal(0)
    for event in found:
        data: Any = event.data
        sign = {"Deposited": 1, "Withdrawn": -1}.get(event.type, 0)
        balance += sign * Decimal(str(data.get("amount", 0)))
    return balance
