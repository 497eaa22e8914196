"""The first events of a store, read without its indexes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.errors import Cancelled, StoreFailed
from leftfold.model.event import Event, Undecodable
from leftfold.store.examining import Examination, examine
from leftfold.store.layout_files import load_layout
from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK
from tests.store_builders import make_eventsourcing, make_native, opened, put_raw, stream_id


@pytest.fixture
def native(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.db", {"cart/7": [("made", {}), ("filled", {"x": 1})], "cart/8": [("made", {})]})


def first(path: Path, layout: str, *, limit: int = 20) -> tuple[Event, ...]:
    with closing(examine(str(path))) as here:
        return here.first_events(here.found(load_layout(layout)), limit=limit)


def test_they_are_what_the_store_itself_reads(native: Path) -> None:
    found = first(native, "native")
    with opened(native) as store:
        for stream in ("cart/7", "cart/8"):
            index = store.index(stream_id(stream))
            own = [event for event in found if event.stream == stream_id(stream)]
            assert own == list(store.events(index).read(1, len(index)))
    assert len(first(native, "native", limit=2)) == 2


def test_a_derived_type_is_told_by_each_row(tmp_path: Path) -> None:
    path = make_eventsourcing(
        tmp_path / "s.db", [("a", 1, "shop:Cart.Made", b"{}"), ("a", 2, "shop:Cart.Filled", b"{}")]
    )
    assert [(str(one.stream), one.version, one.type) for one in first(path, "eventsourcing-sqlite")] == [
        ("Cart/a", 1, "Cart.Made"),
        ("Cart/a", 2, "Cart.Filled"),
    ]


def test_one_that_cannot_be_read_hides_no_other(native: Path) -> None:
    put_raw(native, "cart/9", 1, b"{")
    *others, last = first(native, "native")
    assert isinstance(last.data, Undecodable)
    assert [one.data for one in others] == [{}, {"x": 1}, {}]


def test_an_empty_store_has_none(tmp_path: Path) -> None:
    assert first(make_native(tmp_path / "s.db", {}), "native") == ()


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Examination]:
    rows = f"INSERT INTO {TALK.table} VALUES (9, 3203, 'placed', '{{}}'), (0, 3203, 'placed', '{{}}')"
    with closing(examine(str(run(tmp_path / "s.db", ";".join((*TALK.script, rows)))))) as here:
        yield here


def test_versions_are_counted_stream_by_stream_in_the_order_of_the_store(talk: Examination) -> None:
    found = talk.first_events(talk.found(talk.mapped("").layout))
    assert [(one.position, one.stream.id, one.version) for one in found] == [
        (0, "3203", 1),
        (1, "3202", 1),
        (2, "3202", 2),
        (3, "3203", 2),
        (9, "3203", 3),
    ]


def test_an_order_that_is_none_is_told(native: Path) -> None:
    run(
        native,
        "PRAGMA ignore_check_constraints = ON; INSERT INTO events (aggregate_type, aggregate_id, version, "
        "event_type, payload, recorded_at) VALUES ('cart', '9', 'x', 'odd', '{}', '')",
    )
    with pytest.raises(StoreFailed, match="in place of its version or position"):
        first(native, "native")


def test_it_ends_where_nobody_waits(talk: Examination) -> None:
    def given_up() -> None:
        raise Cancelled

    instance = talk.found(talk.mapped("").layout)
    with pytest.raises(Cancelled):
        talk.first_events(instance, check=given_up)
