"""A store written by another people's library, against what that library itself says is in it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import shown
from leftfold.session import Session
from leftfold.store.counting import Counts
from leftfold.store.store import Store

BANK = Path(__file__).parents[2].parent / "shared" / "stores" / "eventsourcing-bank"
OLDEST = "eae622d9-67df-4fe7-afc8-a6d99d027b40"

pytestmark = pytest.mark.skipif(not BANK.exists(), reason="../shared/stores/eventsourcing-bank is not on this machine")


@pytest.fixture(scope="module")
def applications() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((BANK / "facts.json").read_text("utf-8"))
    found: dict[str, Any] = facts["applications"]
    return found


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    copy = tmp_path_factory.mktemp("bank") / "store.sqlite"
    shutil.copyfile(BANK / "store.sqlite", copy)
    with closing(Session.open(str(copy))) as session:
        yield session


@pytest.fixture(scope="module")
def store(session: Session) -> Store:
    return session.store


def streams(applications: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for application in applications.values():
        yield from application["streams"]


def events(store: Store, stream: StreamId) -> list[Event]:
    index = store.index(stream)
    return list(store.events(index).read(1, len(index)))


def test_the_layout_is_told_with_what_it_cannot(store: Store) -> None:
    assert store.layout.key == "eventsourcing-sqlite"
    assert "stored_events has the columns topic" in store.explanation
    assert [one.name for one in store.capabilities if not one.allowed] == ["soft delete", "restore"]


def test_events_are_counted_and_snapshots_apart(store: Store, applications: dict[str, Any]) -> None:
    assert store.counts() == Counts(events=4270, aggregates=131, soft_deleted=0, snapshots=46, last_position=4270)
    by_type = Counter[str]()
    for summary in store.aggregates(limit=1000):
        by_type[summary.stream.type] += summary.events
    assert by_type == {"BankAccount": 3868, "Cargo": 216, "Dog": 186}
    totals = [sum(stream["events"] for stream in application["streams"]) for application in applications.values()]
    assert sorted(by_type.values()) == sorted(totals)


def test_every_stream_is_listed_with_its_events_and_type(store: Store, applications: dict[str, Any]) -> None:
    wanted = {
        stream["id"]: (stream["type"].partition(":")[2], stream["events"], stream["events"])
        for stream in streams(applications)
    }
    listed = store.aggregates(limit=1000)
    assert {s.stream.id: (s.stream.type, s.events, s.version) for s in listed} == wanted
    for stream in streams(applications):
        assert store.resolve(stream["id"]).id == stream["id"]
        assert store.resolve(stream["id"].replace("-", "")).id == stream["id"]


def test_the_first_and_last_times_of_a_stream_are_those_of_its_state(
    store: Store, applications: dict[str, Any]
) -> None:
    states = {stream["id"]: stream["final_state"] for stream in streams(applications)}
    for summary in store.aggregates(limit=1000):
        state = states[summary.stream.id]
        assert summary.first_at == datetime.fromisoformat(state["created_on"])
        assert summary.last_at == datetime.fromisoformat(state["modified_on"])


def test_events_are_decoded_as_the_library_decodes_them(store: Store, applications: dict[str, Any]) -> None:
    details = [detail for application in applications.values() for detail in application["detail"]]
    assert len(details) == 18
    for detail in details:
        found = events(store, store.resolve(detail["id"]))
        assert len(found) == detail["events"]
        for wanted in detail["decoded_events"]:
            event = found[wanted["version"] - 1]
            data = event.data
            assert isinstance(data, dict)
            # The cargo's library example sets this from the clock whenever it is read, so its facts leave it out.
            assert {key: value for key, value in data.items() if key != "estimated_time_of_arrival"} == {
                key: value for key, value in wanted["attributes"].items() if key != "estimated_time_of_arrival"
            }
            assert event.version == wanted["version"]
            assert event.metadata == {"topic": wanted["topic"]}
            assert event.type == wanted["topic"].partition(":")[2]
            assert event.recorded_at == datetime.fromisoformat(wanted["attributes"]["timestamp"])


def test_every_event_has_its_place_in_the_notification_log(store: Store, applications: dict[str, Any]) -> None:
    (log,) = {json.dumps(application["notification_log"]) for application in applications.values()}
    everything = store.projection_index(StreamId("all", "*"), store.types())
    read = list(store.projected(everything).read(1, len(everything)))
    assert [event.position for event in read] == list(range(1, json.loads(log)["count"] + 1))
    topics = Counter(event.metadata["topic"] for event in read if isinstance(event.metadata, dict))
    assert topics == json.loads(log)["by_topic"]


def test_snapshots_are_where_the_library_took_them_and_hold_the_state(
    store: Store, applications: dict[str, Any]
) -> None:
    for stream in streams(applications):
        snapshots = store.snapshots(store.resolve(stream["id"]))
        assert [snapshot.version for snapshot in snapshots] == stream["snapshots_at"]
        assert all(isinstance(snapshot.state, dict) and snapshot.recorded_at for snapshot in snapshots)


def balances(found: list[Event]) -> list[Decimal]:
    """The balance of an account after each of its events."""
    balance, after = Decimal(0), []
    for event in found:
        data: Any = event.data
        sign = {"BankAccount.Credited": 1, "BankAccount.Debited": -1}.get(event.type, 0)
        balance += sign * Decimal(data.get("amount", 0))
        after.append(balance)
    return after


def test_accounts_fold_to_the_balances_of_the_library(store: Store, applications: dict[str, Any]) -> None:
    bank = applications["BankAccounts"]
    for stream in bank["streams"]:
        after = balances(events(store, StreamId("BankAccount", stream["id"])))
        assert after[-1] == Decimal(stream["final_state"]["balance"])
        for snapshot in store.snapshots(StreamId("BankAccount", stream["id"])):
            state: Any = snapshot.state
            assert Decimal(state["balance"]) == after[snapshot.version - 1]
    for detail in bank["detail"]:
        after = balances(events(store, StreamId("BankAccount", detail["id"])))
        states = detail["state_at_version"].items()
        assert [after[int(version) - 1] for version, _state in states] == [Decimal(s["balance"]) for _v, s in states]


def test_the_longest_account_is_opened_by_the_generic_domain(session: Session) -> None:
    replay = session.open_stream(session.resolve(OLDEST))
    assert (str(replay.stream), len(replay.index), replay.domain.name) == (f"BankAccount/{OLDEST}", 1500, "generic")
    assert [snapshot.version for snapshot in session.store.snapshots(replay.stream)] == [*range(100, 1501, 100)]
    standing = replay.history.standing(1500)
    state = shown(replay.domain, standing.state)
    assert isinstance(state, dict)
    assert standing.failed is None
    known: JsonObject = {"full_name": "Mireia Castro", "overdraft_limit": "50"}
    assert {key: state[key] for key in known} == known
    assert replay.history.step(1).event.type == "BankAccount.Opened"


def test_the_library_s_own_file_is_read_where_it_lies(applications: dict[str, Any]) -> None:
    before = sorted((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in BANK.iterdir())
    with closing(Session.open(str(BANK / "store.sqlite"))) as session:
        assert len(session.store.aggregates(limit=1000)) == len([*streams(applications)])
    after = sorted((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in BANK.iterdir())
    assert after == before
