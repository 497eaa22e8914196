"""The streams are walked one by one, in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select

from leftfold.store import walk
from leftfold.store.layout_files import load_layout
from leftfold.store.statements import Statements, compile_layout
from tests.store.found_layouts import as_found
from tests.store.made_layouts import JOINED, make_joined
from tests.store.named_stores import A, B, C
from tests.store_builders import make_eventsourcing, make_native, opened

NATIVE = compile_layout(as_found(load_layout("native")), "sqlite")
FOREIGN = compile_layout(as_found(load_layout("eventsourcing-sqlite")), "sqlite")


def rows(path: Path, statement: Select[Any]) -> list[Any]:
    with opened(path) as store:
        return [*store._database.rows(statement)]


def test_each_type_is_given_once(native: Path, foreign: Path) -> None:
    assert rows(native, walk.types(NATIVE)) == [(b"cart",), (b"dog",), (b"with",)]
    assert sorted(rows(foreign, walk.types(FOREIGN))) == [(b"",), (b"Cart",), (b"Dog",)]


def test_streams_of_a_type_are_given_by_id(native: Path) -> None:
    assert rows(native, walk.typed_streams(NATIVE, "cart")) == [("cart", "7"), ("cart", "71"), ("cart", "a_b")]
    assert rows(native, walk.typed_streams(NATIVE, b"dog", walk.after(NATIVE.of_id("7")))) == [("dog", "Über")]
    assert rows(native, walk.typed_streams(NATIVE, "cat")) == []


def test_streams_whose_first_event_tells_the_type_are_given_by_id(foreign: Path) -> None:
    named = [("Cart", "free text"), ("", "loner"), ("", "nameless")]
    everything = [("Dog", A.hex), ("Cart", B.hex), ("Cart", C.hex), *named]
    assert rows(foreign, walk.derived_streams(FOREIGN)) == everything
    assert rows(foreign, walk.derived_streams(FOREIGN, walk.beginning_with(FOREIGN.of_id("free")))) == named


def test_streams_are_counted(native: Path, foreign: Path) -> None:
    assert [rows(native, walk.count(NATIVE, type_)) for type_ in ("cart", "dog", "cat")] == [[(3,)], [(2,)], [(0,)]]
    assert rows(foreign, walk.count(FOREIGN)) == [(6,)]


@pytest.mark.parametrize("statements", [NATIVE, FOREIGN])
def test_an_empty_store_has_no_streams(tmp_path: Path, statements: Statements) -> None:
    path = tmp_path / "s.db"
    made = make_native(path, {}) if statements is NATIVE else make_eventsourcing(path, [])
    assert rows(made, walk.types(statements)) == []
    assert rows(made, walk.count(statements, None)) == [(0,)]


def test_facts_are_told_of_the_streams_given(native: Path) -> None:
    page = walk.typed_streams(NATIVE, "cart").limit(2).subquery()
    first, second = rows(native, walk.facts(NATIVE, page))
    assert first == (b"cart", b"7", 2, 2, b"2024-05-01T08:00:00.000000Z", b"2024-05-01T08:01:00.000000Z")
    assert second[:4] == (b"cart", b"71", 1, 1)


def test_a_table_of_streams_names_those_that_have_events(native: Path) -> None:
    own_streams = make_joined(native)
    here = compile_layout(as_found(JOINED), "sqlite")
    assert here.streams.is_own
    everything = [("cart", "a"), ("cart", "c"), ("dog", "b")]
    assert sorted(rows(own_streams, walk.derived_streams(here))) == everything
    assert sorted(rows(own_streams, walk.derived_streams(here, walk.after(here.of_id("a"))))) == everything[1:]
    assert sorted(rows(own_streams, walk.types(here))) == [(b"cart",), (b"dog",)]
    assert rows(own_streams, walk.count(here)) == [(3,)]
    page = walk.derived_streams(here).subquery()
    assert rows(own_streams, walk.facts(here, page)) == [
        (b"cart", b"a", 2, 2, b"y", b"z"),
        (b"dog", b"b", 1, 1, None, None),
        (b"cart", b"c", 1, 1, b"x", b"x"),
    ]
