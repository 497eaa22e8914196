"""What Leftfold appends is read by PyPI `eventsourcing` itself, which then goes on with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from leftfold.draft.draft import with_append
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Conflict, Refused
from leftfold.model.json import JsonObject
from leftfold.session import Session
from leftfold.store.journal import journal_file
from tests.servers import Server

pytest.importorskip("eventsourcing", reason="eventsourcing is not installed; the extra `bench` brings it")
from eventsourcing.persistence import IntegrityError

from tests.store.eventsourcing_shop import CUSTOMER, DUE, Order, Shop, placed

AT = datetime(2024, 6, 1, 9, 30, 0, 123456, UTC)
WHY = Because("Ann", "paid at the counter", "T-1")
COMPRESSED = {"COMPRESSOR_TOPIC": "eventsourcing.compressor:ZlibCompressor"}


class Place:
    """Where an application of the library keeps its events."""

    def __init__(self, target: str, env: dict[str, str]) -> None:
        self.target = target
        self._env = env

    @contextmanager
    def shop(self) -> Iterator[Shop]:
        """The application, closed at the end."""
        with closing(Shop(env=self._env)) as shop:
            yield shop


@pytest.fixture(params=[{}, COMPRESSED], ids=["plain", "compressed"])
def further(request: pytest.FixtureRequest) -> dict[str, str]:
    env: dict[str, str] = request.param
    return env


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, further: dict[str, str]) -> Place:
    if request.param == "sqlite":
        path = str(tmp_path / "shop.db")
        return Place(path, {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": path, **further})
    pytest.importorskip("psycopg_pool", reason="psycopg_pool, which eventsourcing needs for PostgreSQL, is not there")
    server: Server = request.getfixturevalue("postgresql")
    url = server.new_database()
    name = url.partition("?")[0].rpartition("/")[2]
    there = {"HOST": str(server.socket), "PORT": "5432", "USER": "leftfold", "PASSWORD": "none", "DBNAME": name}
    env = {f"POSTGRES_{key}": value for key, value in there.items()}
    return Place(url, {"PERSISTENCE_MODULE": "eventsourcing.postgres", **env, **further})


@pytest.fixture
def order(place: Place) -> UUID:
    with place.shop() as shop:
        return placed(shop)


def committed(session: Session, order: UUID, *edits: Append) -> None:
    """Append events to an order; what was previewed is what is stored then."""
    replay = session.open_stream(session.resolve(str(order)))
    draft = session.new_draft(replay, WHY)
    for edit in edits:
        draft = with_append(draft, edit)
    proposed = session.what_if(replay, draft)
    previewed = proposed.history.standing(proposed.history.length).state
    session.commit(draft)
    after = session.open_stream(replay.stream).history
    assert after.standing(after.length).state == previewed


@pytest.fixture
def session(place: Place, order: UUID) -> Iterator[Session]:
    with closing(Session.open(place.target)) as session:
        assert session.resolve(str(order)).type == "Order"
        session.unlock()
        yield session


def paid(amount: str) -> Append:
    return Append("Order.Paid", {"amount": amount}, AT)


def test_the_library_reads_what_was_appended_and_goes_on(place: Place, order: UUID, session: Session) -> None:
    line: JsonObject = {"line": {"thing": "pen ☃", "price": "1.20"}}
    committed(session, order, paid("2.50"), Append("Order.LineAdded", line, AT), paid("0.10"))
    with place.shop() as shop:
        found: Order = shop.repository.get(order)
        assert (found.version, found.paid, found.modified_on) == (6, Decimal("7.60"), AT)
        assert found.lines[1] == {"thing": "pen ☃", "price": Decimal("1.20")}
        assert (found.customer, found.due) == (CUSTOMER, DUE)
        found.pay(Decimal(1))
        shop.save(found)
        log = shop.notification_log.select(start=1, limit=10)
        assert [(one.id, one.originator_version) for one in log] == [(number, number) for number in range(1, 8)]


def test_the_library_is_told_where_leftfold_was_first_and_the_other_way_round(
    place: Place, order: UUID, session: Session
) -> None:
    replay = session.open_stream(session.resolve(str(order)))
    stale = with_append(session.new_draft(replay, WHY), paid("1"))
    with place.shop() as shop:
        late: Order = shop.repository.get(order)
        late.pay(Decimal(3))
        committed(session, order, paid("2"))
        with pytest.raises(IntegrityError):
            shop.save(late)
        assert shop.repository.get(order).paid == Decimal(7)
    with pytest.raises(Conflict, match=r"1 event arrived, Order\.Paid"):
        session.commit(stale)


def test_an_event_that_the_library_could_not_read_is_refused(order: UUID, session: Session) -> None:
    for data, said in (
        ({}, "has amount too"),
        ({"amount": "1", "odd": 1}, "has odd"),
        ({"amount": 1.5}, "1.5 is kept as a text of the kind decimal_str"),
    ):
        with pytest.raises(Refused, match=said):
            committed(session, order, Append("Order.Paid", data, AT))  # type: ignore[arg-type]
    with pytest.raises(Refused, match=r"no event Order\.Lost"):
        committed(session, order, Append("Order.Lost", {}, AT))


def test_each_write_is_in_the_journal(
    order: UUID, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.lock()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    session.unlock()
    committed(session, order, paid("1"))
    with pytest.raises(Refused):
        committed(session, order, Append("Order.Lost", {}, AT))
    lines = [json.loads(line) for line in journal_file().read_text("utf-8").splitlines()]
    assert [line["outcome"] for line in lines] == ["begun", "done", "begun", "failed"]
    assert lines[0]["store"] == session.place
    assert (lines[0]["stream"]["id"], lines[0]["base_version"], lines[0]["reason"]) == (str(order), 3, WHY.reason)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_follower_of_the_application_hears_of_what_was_appended(place: Place, order: UUID, session: Session) -> None:
    with place.shop() as shop, shop.recorder.subscribe(gt=3) as heard:
        committed(session, order, paid("1"))
        found = next(heard)
        assert (found.id, found.originator_id, found.topic.partition(":")[2]) == (4, order, "Order.Paid")
