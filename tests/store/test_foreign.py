"""A commit to a store of another library is made whole, as it was meant and on what the draft stood, or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from leftfold.model.edits import Append, Because, ChangeSet, Edit, SoftDelete
from leftfold.model.errors import Conflict, Refused, StoreFailed
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.store.journal import journal_file
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from leftfold.store.writing import Committed
from tests.store.layouts.dotnet_writers import SQLSTREAMSTORE_SQLITE
from tests.store.layouts.emmett import EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store.layouts.rails_event_store import ORDER, RAILS_JSON_SQLITE
from tests.store_builders import make_eventsourcing, make_native

HEX: Final = "0" * 31 + "a"
OTHER: Final = "0" * 31 + "b"
STATE: Final = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"n":1}'
STREAM: Final = StreamId("Order", "00000000-0000-0000-0000-00000000000a")
AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
WHY: Final = Because("Ann", "put right")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [(HEX, version, f"shop:Order.{type_}", STATE) for version, type_ in enumerate(("Placed", "Priced"), 1)]
    return make_eventsourcing(tmp_path / "shop.db", [*rows, (OTHER, 1, "shop:Order.Lost", STATE)])


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(open_store(str(path), write=True)) as store:
        yield store


def commit(store: Store, base: int | None, *edits: Edit, stream: StreamId = STREAM) -> Committed:
    return store.commit(ChangeSet(stream, base, edits, WHY))


def priced(n: int, type_: str = "Order.Priced") -> Append:
    return Append(type_, {"n": n}, AT)


def rows(path: Path, query: str = "SELECT originator_version, topic FROM stored_events ORDER BY rowid") -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_events_are_appended_one_after_the_other(store: Store, path: Path) -> None:
    assert commit(store, 2, priced(2), priced(3)) == Committed(4, (4, 5))
    assert rows(path)[3:] == [(3, "shop:Order.Priced"), (4, "shop:Order.Priced")]
    index = store.index(STREAM)
    read: list[Any] = [event.data for event in store.events(index).read(1, 4)]
    assert [data["n"] for data in read] == [1, 1, 2, 3]


def test_an_event_is_made_like_one_of_another_stream_where_its_own_has_none(store: Store, path: Path) -> None:
    assert commit(store, 2, priced(2, "Order.Placed"), priced(3)).last_version == 4
    with pytest.raises(Refused, match=r"no event Order\.Found in the store"):
        commit(store, 4, priced(2, "Order.Found"))
    assert commit(store, 4, priced(2, "Order.Lost")).last_version == 5
    assert rows(path)[-1] == (5, "shop:Order.Lost")


def test_a_stream_that_went_on_is_told_with_what_arrived(store: Store, path: Path) -> None:
    commit(store, 2, *(priced(n) for n in range(7)))
    before = rows(path)
    with pytest.raises(Conflict, match=r"7 events arrived, Order\.Priced \(version 3\), .* and 2 more\. Nothing was"):
        commit(store, 2, priced(2))
    with pytest.raises(Conflict, match="its last events are gone"):
        commit(store, 12, priced(2))
    with pytest.raises(Conflict, match="9 events arrived"):
        commit(store, None, priced(2))
    assert rows(path) == before


def test_nothing_of_a_commit_is_there_where_one_event_of_it_cannot_be(store: Store, path: Path) -> None:
    before = rows(path)
    with pytest.raises(Refused, match="has odd"):
        commit(store, 2, priced(2), Append("Order.Priced", {"n": 1, "odd": 1}, AT))
    assert rows(path) == before


def test_only_events_are_appended(store: Store) -> None:
    with pytest.raises(Refused, match="append a compensating event instead"):
        commit(store, 2, SoftDelete(1))


def test_what_the_database_made_of_an_event_is_looked_at(path: Path) -> None:
    change = b"""{"n":7}""".hex()
    run_in_file(
        path,
        "CREATE TRIGGER meddling AFTER INSERT ON stored_events BEGIN UPDATE stored_events "
        f"SET state = x'{change}' WHERE rowid = NEW.rowid; END",
    )
    said = r"did not keep an event of .* as written; nothing was changed"
    with closing(open_store(str(path), write=True)) as store, pytest.raises(StoreFailed, match=said):
        commit(store, 2, priced(2))
    assert len(rows(path)) == 3


def test_a_row_that_is_not_taken_is_somebody_else_s(path: Path) -> None:
    run_in_file(
        path,
        "CREATE TRIGGER losing BEFORE INSERT ON stored_events BEGIN SELECT RAISE(IGNORE); END",
    )
    with closing(open_store(str(path), write=True)) as store, pytest.raises(Conflict, match="somebody else wrote"):
        commit(store, 2, priced(2))


def test_a_write_to_a_store_without_metadata_is_in_the_journal(
    store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with closing(open_store(str(path), write=True)) as own:
        commit(own, 2, priced(2))
    assert f'"store":"{path}"' in journal_file().read_text("utf-8")


def test_nothing_is_committed_that_the_journal_cannot_tell_of(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    said = r"journal\.jsonl cannot be written .*; nothing was changed\.$"
    with closing(open_store(str(path), write=True)) as store, pytest.raises(Refused, match=said):
        commit(store, 2, priced(2))
    assert len(rows(path)) == 3


def test_events_that_are_counted_have_their_place_in_the_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "rails.db"
    run_in_file(path, *RAILS_JSON_SQLITE.schema, *RAILS_JSON_SQLITE.rows)
    stream, paid = StreamId("Ordering::Order", ORDER), Append("Paid", {"n": 3}, AT)
    with closing(open_store(str(path), write=True)) as store:
        assert commit(store, 1, paid, paid, stream=stream) == Committed(3, (15, 16))
        with pytest.raises(Conflict, match=r"2 events arrived, Paid \(version 2\), Paid \(version 3\)"):
            commit(store, 1, paid, stream=stream)
        last: list[JsonObject | Any] = [event.data for event in store.events(store.index(stream)).read(3, 4)]
        assert last == [{"n": 3}, {"n": 3}]
        (entry,) = store.audit(stream)
        told: JsonObject = {"edit": "append", "type": "Paid", "data": {"n": 3}}
        assert entry.edits == [{**told, "version": 2}, {**told, "version": 3}]


def test_a_stream_is_begun_or_gone_on_with_only_where_its_library_would(tmp_path: Path) -> None:
    refusals = (
        (SQLSTREAMSTORE_SQLITE, StreamId("stream", "new"), None, "begun by its application alone"),
        (EMMETT_SQLITE, StreamId("cart", "cart-old"), 2, "was archived or deleted by its application"),
    )
    for library, stream, base, said in refusals:
        path = tmp_path / f"{library.layout}.db"
        run_in_file(path, *library.schema, *library.rows)
        with closing(open_store(str(path), write=True)) as store, pytest.raises(Refused, match=said):
            commit(store, base, Append("Noted", {}, AT), stream=stream)


def test_leftfold_s_own_store_is_written_in_its_own_way(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/1": [("opened", {})]})
    with closing(open_store(str(path), write=True)) as store:
        assert commit(store, 1, SoftDelete(1), stream=StreamId("cart", "1")).last_version == 1


def test_events_are_appended_to_many_streams_or_to_none(store: Store, path: Path) -> None:
    other = StreamId("Order", "00000000-0000-0000-0000-00000000000b")
    before = rows(path)
    first = ChangeSet(STREAM, 2, (priced(2),), WHY)
    with pytest.raises(Conflict, match=f"^{other} changed since") as caught:
        store.commit_many([first, ChangeSet(other, 7, (priced(1, "Order.Lost"),), WHY)])
    assert caught.value.stream == other
    assert rows(path) == before
    assert store.commit_many([ChangeSet(other, 1, (priced(1, "Order.Lost"),), WHY), first]) == (
        Committed(2, (5,)),
        Committed(3, (4,)),
    )
    outcomes = [json.loads(line)["outcome"] for line in journal_file().read_text("utf-8").splitlines()[-4:]]
    assert outcomes == ["begun", "begun", "done", "done"]
