"""Scripts for stores whose payloads are bytes; those of JSON are tested library by library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, Text, bindparam, column, literal, select, table

from leftfold.model.edits import ChangeSet, SoftDelete
from leftfold.model.errors import Conflict, Refused
from leftfold.store.foreign_script import with_literals
from tests.store.scripts import run_script
from tests.store.test_foreign import HEX, OTHER, STATE, STREAM, WHY, priced
from tests.store_builders import make_eventsourcing, opened, stream_id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [(HEX, version, f"shop:Order.{type_}", STATE) for version, type_ in enumerate(("Placed", "Priced"), 1)]
    return make_eventsourcing(tmp_path / "shop.db", [*rows, (OTHER, 1, "shop:Order.Priced", STATE)])


def test_events_of_many_streams_are_appended_or_none(path: Path) -> None:
    other = stream_id("Order/00000000-0000-0000-0000-00000000000b")
    both = [ChangeSet(STREAM, 2, (priced(5), priced(6)), WHY), ChangeSet(other, 1, (priced(7),), WHY)]
    with opened(path) as store:
        sql = store.script(both)
    assert run_script(str(path), sql) == ""
    with opened(path, write=True) as store:
        index = store.index(STREAM)
        read = [event.data for event in store.events(index).read(1, 4)]
        assert [data["n"] for data in read if isinstance(data, dict)] == [1, 1, 5, 6]
        assert store.summary(other).version == 2
        store.commit(replace(both[1], base_version=2))
    assert "changed since the draft was made" in run_script(str(path), sql, goes_on=True)
    with opened(path) as store:
        assert store.summary(STREAM).version == 4
        with pytest.raises(Conflict, match="2 events arrived"):
            store.script(both)


def test_what_cannot_be_written_there_has_no_script(path: Path) -> None:
    with opened(path) as store, pytest.raises(Refused, match="no mark that its readers would honour"):
        store.script([ChangeSet(STREAM, 2, (SoftDelete(1),), WHY)])


def test_a_statement_has_its_values_in_its_text() -> None:
    columns = column("a", Text), column("b", Integer)
    chosen = select(columns[0], literal("100%")).select_from(table("t", *columns))
    statement: Any = chosen.where(columns[0] == bindparam("id", type_=Text()), columns[1] > bindparam("n"))
    bound = {"id": "it's\\ :n", "n": 7}
    assert with_literals(statement, bound, "sqlite") == (
        "SELECT t.a, '100%' \nFROM t \nWHERE t.a = 'it''s\\ :n' AND t.b > 7"
    )
    assert "t.a = E'it''s\\\\ :n' AND t.b > 7" in with_literals(statement, bound, "postgresql")
