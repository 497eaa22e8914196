"""The stores of a run: made once, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from leftfold.bench.stores import Sizes, Stores, student
from leftfold.session import Session


def test_a_store_is_made_once_and_told_of(tmp_path: Path) -> None:
    told: list[str] = []
    stores = Stores(tmp_path, Sizes.scaled(0), told.append)
    path, stream = stores.one_stream(50)
    made = path.stat().st_mtime_ns
    assert stores.one_stream(50) == (path, stream)
    assert path.stat().st_mtime_ns == made
    assert told == [f"Making {path.name}: 50 events of 1 student"]
    session = Session.open(str(path))
    try:
        assert len(session.open_stream(stream).index) == 50
    finally:
        session.close()


def test_what_was_left_half_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "one-50.partial").write_bytes(b"half of it")
    path, _stream = Stores(tmp_path, Sizes.scaled(0), lambda _text: None).one_stream(50)
    assert sorted(tmp_path.iterdir()) == [path]


def test_the_large_store_has_all_its_students(tiny: Stores) -> None:
    session = Session.open(str(tiny.many_students()))
    try:
        listed = session.store.aggregates(limit=1_000)
        assert [one.stream for one in listed] == [student(number) for number in range(tiny.sizes.students)]
        assert sum(one.events for one in listed) == tiny.sizes.store
    finally:
        session.close()


def test_a_full_scale_is_what_is_published() -> None:
    assert Sizes.scaled(1) == Sizes()
    assert (Sizes().one_stream, Sizes().store, Sizes().edited) == (1_000_000, 10_000_000, 100_000)
    small = Sizes.scaled(0.01)
    assert (small.one_stream, small.store, small.edited) == (10_000, 100_000, 1_000)
