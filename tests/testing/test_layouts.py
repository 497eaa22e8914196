"""The contract of a layout: the shipped ones keep it, and what breaks it is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leftfold.bundled import resources
from leftfold.model.edits import ChangeSet, SoftDelete
from leftfold.model.errors import NotFound
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.store import Store
from leftfold.testing import check_layout
from leftfold.testing.layouts import PAGE, check_streams
from tests.store_builders import TESTING, make_eventsourcing, make_native, opened, stream_id

BANK = Path(__file__).parents[2].parent / "shared" / "stores" / "eventsourcing-bank" / "store.sqlite"
NATIVE = (resources() / "layouts" / "native.toml").read_text("utf-8")


def _native(folder: Path) -> Path:
    facts: list[Any] = [("counted", {"by": n}) for n in range(2 * PAGE + 1)]
    streams = {f"counter/{n}": facts[: n + 1] for n in range(2 * PAGE + 1)}
    path = make_native(folder / "s.sqlite", {**streams, "clock/1": facts})
    with opened(path, write=True) as store:
        store.commit(ChangeSet(stream_id("clock/1"), 2 * PAGE + 1, (SoftDelete(3),), TESTING))
    return path


def test_the_native_layout_keeps_the_contract(tmp_path: Path) -> None:
    check_layout("native", str(_native(tmp_path)))


def test_the_layout_of_eventsourcing_keeps_the_contract(tmp_path: Path) -> None:
    rows = [(f"id-{n % 3}", 1 + n // 3, f"shop:Item.{n}", b'{"a":1}') for n in range(30)]
    check_layout("eventsourcing-sqlite", str(make_eventsourcing(tmp_path / "s.sqlite", rows)))


def test_of_a_large_store_only_so_many_streams_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[StreamId] = []
    real = Store.index

    def noted(store: Store, stream: StreamId) -> StreamIndex:
        read.append(stream)
        return real(store, stream)

    monkeypatch.setattr(Store, "index", noted)
    monkeypatch.setattr(Store, "counts", lambda _store: pytest.fail("all of the store is counted"))
    with opened(_native(tmp_path)) as store:
        assert check_streams(store, most=PAGE) == PAGE
    assert len(read) == PAGE


@pytest.mark.skipif(not BANK.exists(), reason="../shared/stores/eventsourcing-bank is not on this machine")
def test_a_store_that_eventsourcing_wrote_keeps_the_contract() -> None:
    check_layout("eventsourcing-sqlite", str(BANK))


def test_a_layout_of_ones_own_may_be_checked(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(NATIVE.replace('key = "native"', 'key = "own"'), "utf-8")
    check_layout(str(own), str(_native(tmp_path)))


def test_a_layout_that_does_not_fit_is_said(tmp_path: Path) -> None:
    store = make_eventsourcing(tmp_path / "s.sqlite", [("a", 1, "x", b"{}")])
    with pytest.raises(AssertionError, match=r"The layout does not open the store: .* it has no table events"):
        check_layout("native", str(store))
    with pytest.raises(AssertionError, match='The layout does not open the store: There is no layout "none"'):
        check_layout("none", str(store))


def test_an_empty_store_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="lists no aggregate"):
        check_layout("native", str(make_native(tmp_path / "s.sqlite", {})))


def test_a_layout_that_another_hides_is_said(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.sqlite", [("a", 1, "x", b"{}")])
    make_native(tmp_path / "n.sqlite", {"counter/1": [("counted", {})]})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS native", (str(tmp_path / "n.sqlite"),))
        for name, sql in connection.execute(
            "SELECT name, sql FROM native.sqlite_master WHERE type = 'table'"
        ).fetchall():
            if not name.startswith("sqlite_"):
                connection.execute(sql)
                connection.execute(f"INSERT INTO main.{name} SELECT * FROM native.{name}")
    with pytest.raises(AssertionError, match="is taken for 'native' where no layout is named, not for 'eventsourcing"):
        check_layout("eventsourcing-sqlite", str(path))


@pytest.mark.parametrize(
    ("method", "change", "sentence"),
    [
        ("aggregates", lambda page: page[:1] * 2, "is listed twice"),
        ("aggregates", lambda page: tuple(s for s in page if s.stream.type != "clock"), "aggregates are listed"),
        ("index", lambda index: _changed(index, versions=index.versions[::-1]), "do not increase|its index up to"),
        ("index", lambda index: _changed(index, versions=index.versions - 1), "its index up to"),
        ("index", lambda index: _changed(index, stream=stream_id("x/y")), "The index of clock/1 is that of x/y"),
        ("resolve", lambda _stream: _lost(), "clock/1 is listed, but cannot be found as 'clock/1': gone"),
        ("resolve", lambda _stream: stream_id("x/y"), "finds x/y, not clock/1, which is listed"),
    ],
)
def test_a_store_that_contradicts_itself_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, change: Any, sentence: str
) -> None:
    real = getattr(Store, method)
    monkeypatch.setattr(Store, method, lambda *args, **kwargs: change(real(*args, **kwargs)))
    with pytest.raises(AssertionError, match=sentence):
        check_layout("native", str(_native(tmp_path)))


def _changed(index: Any, **columns: Any) -> Any:
    return replace(index, **columns)


def _lost() -> Any:
    raise NotFound("gone")
