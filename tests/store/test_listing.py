"""Aggregates are listed by pages and found by their names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.model.errors import Cancelled
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store.store import Store
from tests.store.named_stores import ONE, STREAMS, A, B, C, put_named
from tests.store_builders import START, make_eventsourcing, make_native, opened, stream_id


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


@pytest.mark.parametrize("of", ["native", "foreign"])
def test_looking_for_an_id_may_be_ended_while_the_database_looks(of: str, request: pytest.FixtureRequest) -> None:
    calls: list[None] = []

    def check() -> None:
        calls.append(None)
        if len(calls) > 1:
            raise Cancelled

    many = {f"dog/{number:05}": ONE for number in range(3_000)}
    path: Path = request.getfixturevalue(of)
    if of == "native":
        path = make_native(path.parent / "many.db", many)
    else:
        path = make_eventsourcing(path.parent / "many.db", [(name, 1, "m:Dog.Born", b"{}") for name in many])
    with opened(path) as store:
        with pytest.raises(Cancelled):
            store.aggregates(find="nowhere", check=check)
        assert len(calls) == 2
        assert store.aggregates(find="nowhere") == ()
        assert len(store.aggregates(find="0299")) == 11


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


def test_the_first_event_tells_the_type_where_no_column_does(foreign: Path) -> None:
    everything = [f"Dog/{A}", f"Cart/{B}", f"Cart/{C}", "Cart/free text", "loner", "nameless"]
    with opened(foreign) as store:
        assert store.types() == ("", "Cart", "Dog")
        assert names(store.aggregates()) == everything
        assert [walked(store, limit) for limit in (1, 2, 5)] == [everything] * 3
        assert names(store.aggregates(type="Cart", limit=2)) == [f"Cart/{B}", f"Cart/{C}"]
        assert names(store.aggregates(type="Cart", after=StreamId("Cart", str(B)))) == [f"Cart/{C}", "Cart/free text"]
        assert store.counts().aggregates == 6


def test_times_come_from_the_payload_where_no_column_has_them(foreign: Path) -> None:
    with opened(foreign) as store:
        summary = store.summary(StreamId("Cart", str(B)))
        assert (summary.version, summary.events) == (2, 2)
        assert [str(at)[:10] for at in (summary.first_at, summary.last_at)] == ["2024-05-01", "2024-05-02"]
        assert store.summary(StreamId("Dog", str(A))).first_at is None


def test_a_part_of_a_uuid_is_found_in_either_form(foreign: Path) -> None:
    with opened(foreign) as store:
        for part in (str(B)[-15:], B.hex[-14:].upper()):
            assert names(store.aggregates(find=part)) == [f"Cart/{B}"]
        assert names(store.aggregates(find="-")) == []


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_names_that_are_not_utf8_hide_no_other(native: Path, limit: int) -> None:
    put_named(native, "dog", b"7\xff")
    put_named(native, "dog", b"7\xfe")
    put_named(native, b"do\xff", "9")
    listed = [*STREAMS]
    listed[4:4] = [r"dog/7\xfe", r"dog/7\xff"]
    listed.insert(listed.index("with/slash/9"), r"do\xff/9")
    with opened(native) as store:
        assert walked(store, limit) == listed
        assert store.counts().aggregates == len(listed)
        assert names(store.aggregates(type=r"do\xff", limit=limit)) == [r"do\xff/9"]
        for name in (r"dog/7\xfe", r"dog/7\xff", r"do\xff/9"):
            assert str(store.summary(stream_id(name)).stream) == name


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_topics_that_are_not_utf8_hide_no_other(tmp_path: Path, limit: int) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [(A.hex, 1, "m:Dog.Born", b"{}"), (C.hex, 1, "m:Cat.Born", b"{}")])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO stored_events VALUES ('z', 1, CAST(x'6d3a44ff2e42' AS TEXT), '{}')")
    with opened(path) as store:
        assert walked(store, limit) == [f"Dog/{A}", f"Cat/{C}", r"D\xff/z"]
        assert names(store.aggregates(type=r"D\xff")) == [r"D\xff/z"]
        assert store.types() == ("Cat", "Dog", r"D\xff")
