"""The streams are walked one by one, in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from leftfold.store import walk
from leftfold.store.layout_files import load_layout
from leftfold.store.statements import as_text, compile_layout
from tests.store.named_stores import A, B, C
from tests.store_builders import make_eventsourcing, make_native, opened

NATIVE = compile_layout(load_layout("native"))
FOREIGN = compile_layout(load_layout("eventsourcing-sqlite"))


def rows(path: Path, statement: Select[Any]) -> list[Any]:
    with opened(path) as store:
        return [*store._database.rows(statement)]


def test_each_type_is_given_once(native: Path, foreign: Path) -> None:
    assert rows(native, walk.types(NATIVE)) == [(b"cart",), (b"dog",), (b"with",)]
    assert sorted(rows(foreign, walk.types(FOREIGN))) == [(b"",), (b"Cart",), (b"Dog",)]


def test_streams_of_a_type_are_given_by_id(native: Path) -> None:
    assert rows(native, walk.typed_streams(NATIVE, "cart")) == [("cart", "7"), ("cart", "71"), ("cart", "a_b")]
    assert rows(native, walk.typed_streams(NATIVE, b"dog", NATIVE.id > "7")) == [("dog", "Über")]
    assert rows(native, walk.typed_streams(NATIVE, "cat")) == []


def test_streams_whose_first_event_tells_the_type_are_given_by_id(foreign: Path) -> None:
    named = [("Cart", "free text"), ("", "loner"), ("", "nameless")]
    everything = [("Dog", A.hex), ("Cart", B.hex), ("Cart", C.hex), *named]
    assert rows(foreign, walk.derived_streams(FOREIGN)) == everything
    assert rows(foreign, walk.derived_streams(FOREIGN, FOREIGN.id >= as_text("free"))) == named


def test_streams_are_counted(native: Path, foreign: Path) -> None:
    assert [rows(native, walk.count(NATIVE, type_)) for type_ in ("cart", "dog", "cat")] == [[(3,)], [(2,)], [(0,)]]
    assert rows(foreign, walk.count(FOREIGN)) == [(6,)]


@pytest.mark.parametrize("statements", [NATIVE, FOREIGN])
def test_an_empty_store_has_no_streams(tmp_path: Path, statements: Any) -> None:
    path = tmp_path / "s.db"
    made = make_native(path, {}) if statements is NATIVE else make_eventsourcing(path, [])
    assert rows(made, walk.types(statements)) == []
    assert rows(made, walk.count(statements, None)) == [(0,)]


def test_facts_are_told_of_the_streams_given(native: Path) -> None:
    page = walk.typed_streams(NATIVE, "cart").limit(2).subquery()
    first, second = rows(native, walk.facts(NATIVE, page))
    assert first == (b"cart", b"7", 2, 2, b"2024-05-01T08:00:00.000000Z", b"2024-05-01T08:01:00.000000Z")
    assert second[:4] == (b"cart", b"71", 1, 1)
