"""Aggregates are listed by pages and found by their names."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.model.errors import NotFound
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store.store import Store
from tests.store_builders import START, Streams, make_eventsourcing, make_native, opened, put_raw, stream_id

ONE: list[tuple[str, str]] = [("made", "{}")]
TWO = ONE * 2
STREAMS: Streams = {
    "cart/7": TWO,
    "cart/71": ONE,
    "cart/a_b": ONE,
    "dog/7": ONE,
    "dog/Über": ONE,
    "with/slash/9": ONE,
}
A, B, C = (UUID(int=number) for number in (10, 11, 12))
ROWS = [
    (B.hex, 1, "m:Cart.Made", b'{"timestamp":"2024-05-01T08:00:00Z"}'),
    (B.hex, 2, "m:Shop.Moved", b'{"timestamp":"2024-05-02T08:00:00Z"}'),
    (A.hex, 1, "m:Dog.Born", b"\xff"),
    (C.hex, 1, "m:Cart.Made", b"{}"),
    ("free text", 1, "m:Cart.Made", b"{}"),
    ("loner", 1, "m:Made", b"{}"),
    ("nameless", 1, None, b"{}"),
]


@pytest.fixture
def native(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.db", STREAMS)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    return make_eventsourcing(tmp_path / "s.db", ROWS)


def names(page: tuple[AggregateSummary, ...]) -> list[str]:
    return [str(summary.stream) for summary in page]


def walked(store: Store, limit: int) -> list[str]:
    """All aggregates, a page of a few at a time."""
    found: list[str] = []
    after: StreamId | None = None
    while page := store.aggregates(after=after, limit=limit):
        found += names(page)
        after = page[-1].stream
    return found


def test_a_summary_tells_how_much_and_from_when_to_when(native: Path) -> None:
    with opened(native) as store:
        wanted = AggregateSummary(stream_id("cart/7"), 2, 2, START, START + timedelta(minutes=1))
        assert store.summary(stream_id("cart/7")) == wanted
        assert store.aggregates(limit=1) == (wanted,)


def test_aggregates_are_ordered_by_type_and_id(native: Path) -> None:
    with opened(native) as store:
        assert store.types() == ("cart", "dog", "with")
        assert names(store.aggregates()) == [*STREAMS]
        assert names(store.aggregates(type="dog")) == ["dog/7", "dog/Über"]
        assert names(store.aggregates(type="cat")) == []
        assert names(store.aggregates(type="cart", after=stream_id("cart/7"))) == ["cart/71", "cart/a_b"]
        assert names(store.aggregates(after=stream_id("cat/1"))) == ["dog/7", "dog/Über", "with/slash/9"]


def test_ids_are_found_by_a_part_in_any_case(native: Path) -> None:
    with opened(native) as store:
        assert names(store.aggregates(find="7")) == ["cart/7", "cart/71", "dog/7"]
        assert names(store.aggregates(find="BER")) == ["dog/Über"]
        assert names(store.aggregates(find="_")) == ["cart/a_b"]
        assert names(store.aggregates(find="%")) == []
        assert names(store.aggregates(find="7", type="cart", after=stream_id("cart/7"))) == ["cart/71"]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_together_hold_each_aggregate_once(native: Path, limit: int) -> None:
    with opened(native) as store:
        assert walked(store, limit) == [*STREAMS]


@settings(max_examples=20, deadline=None)
@given(
    st.sets(st.tuples(st.text("ab", max_size=2), st.text("a/é", min_size=1, max_size=3)), max_size=8), st.integers(1, 4)
)
def test_any_names_are_listed_in_order(
    tmp_path_factory: pytest.TempPathFactory, streams: set[tuple[str, str]], limit: int
) -> None:
    path = make_native(tmp_path_factory.mktemp("any") / "s.db", {f"{type_}/{id_}": ONE for type_, id_ in streams})
    with opened(path) as store:
        assert walked(store, limit) == [str(StreamId(*stream)) for stream in sorted(streams)]
        assert store.counts().aggregates == len(streams)
        assert store.types() == tuple(sorted({type_ for type_, _id in streams}))
        for stream in streams:
            assert store.summary(StreamId(*stream)).events == 1


def test_a_name_is_resolved(native: Path) -> None:
    with opened(native) as store:
        assert store.resolve("71") == stream_id("cart/71")
        assert store.resolve("dog/7") == stream_id("dog/7")
        assert store.resolve("slash/9") == stream_id("with/slash/9")
        assert store.resolve("with/slash/9") == stream_id("with/slash/9")


def test_an_ambiguous_name_asks_for_the_type(native: Path) -> None:
    with (
        opened(native) as store,
        pytest.raises(NotFound, match=r'"7" names 2 aggregates in s\.db: cart/7, dog/7; give'),
    ):
        store.resolve("7")


@pytest.mark.parametrize(
    ("text", "hint"), [("71x", "did you mean cart/71"), ("cart/72", "cart/71"), ("zzz", "list its")]
)
def test_an_unknown_name_is_told_with_what_is_near(native: Path, text: str, hint: str) -> None:
    with opened(native) as store, pytest.raises(NotFound, match=f'no aggregate "{text}"; .*{hint}'):
        store.resolve(text)


def test_an_unknown_stream_has_no_summary(native: Path) -> None:
    with opened(native) as store, pytest.raises(NotFound, match=r"s\.db has no aggregate cart/99"):
        store.summary(stream_id("cart/99"))


def test_an_id_that_is_not_utf8_hides_no_other(native: Path) -> None:
    put_raw(native, "dog/8", 1, b"{}")
    with opened(native, write=True) as store, store._database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO events SELECT NULL, aggregate_type, CAST(x'37ff' AS TEXT), 1, event_type, payload, NULL, "
            "recorded_at FROM events WHERE aggregate_id = '8'"
        )
    with opened(native) as store:
        assert names(store.aggregates(type="dog")) == ["dog/7", "dog/7\ufffd", "dog/8", "dog/Über"]


def test_the_first_event_tells_the_type_where_no_column_does(foreign: Path) -> None:
    everything = ["loner", "nameless", f"Cart/{B}", f"Cart/{C}", "Cart/free text", f"Dog/{A}"]
    with opened(foreign) as store:
        assert store.types() == ("", "Cart", "Dog")
        assert names(store.aggregates()) == everything
        assert [walked(store, limit) for limit in (1, 2, 5)] == [everything] * 3
        assert names(store.aggregates(type="Cart", limit=2)) == [f"Cart/{B}", f"Cart/{C}"]
        assert names(store.aggregates(type="Cart", after=StreamId("Cart", str(B)))) == [f"Cart/{C}", "Cart/free text"]
        assert store.counts().aggregates == 6


def test_a_uuid_is_found_in_either_form(foreign: Path) -> None:
    with opened(foreign) as store:
        wanted = StreamId("Cart", str(B))
        for text in (str(B), B.hex, str(B).upper(), f"Cart/{B.hex}"):
            assert store.resolve(text) == wanted
        assert store.resolve("Cart/free text") == StreamId("Cart", "free text")
        assert store.resolve("loner") == StreamId("", "loner")
        assert names(store.aggregates(find=str(B)[-15:])) == [str(wanted)]
        assert names(store.aggregates(find=B.hex[-14:].upper())) == [str(wanted)]
        assert names(store.aggregates(find="-")) == []
        with pytest.raises(NotFound, match="has no aggregate Dog/"):
            store.summary(StreamId("Dog", str(B)))
        with pytest.raises(NotFound, match=f"did you mean Cart/{B}"):
            store.resolve(f"Cart/{str(B)[:-1]}f")


def test_times_come_from_the_payload_where_no_column_has_them(foreign: Path) -> None:
    with opened(foreign) as store:
        summary = store.summary(StreamId("Cart", str(B)))
        assert (summary.version, summary.events) == (2, 2)
        assert [str(at)[:10] for at in (summary.first_at, summary.last_at)] == ["2024-05-01", "2024-05-02"]
        assert store.summary(StreamId("Dog", str(A))).first_at is None
