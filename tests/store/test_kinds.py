"""A column that holds what its part of an event cannot be is told, one of any kind never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.store.forms import TimeUnit
from leftfold.store.kinds import SAID, expected
from leftfold.store.layout import EventsTable, TimeColumn
from leftfold.store.layout_files import load_layout
from leftfold.store.tables import Kind

EVENTS = load_layout("emmett-postgresql").events


def amiss(here: EventsTable, column: str, kind: Kind) -> str:
    """What is amiss where a column holds this."""
    (one,) = (one for one in expected(here) if one.column == column)
    return one.amiss(kind)


@pytest.mark.parametrize(
    ("column", "kind", "said"),
    [
        ("stream_position", Kind.TEXT, "the column stream_position holds text where numbers are expected"),
        ("global_position", Kind.UUID, "the column global_position holds UUIDs where numbers are expected"),
        ("message_data", Kind.NUMBER, "the column message_data holds numbers where documents are expected"),
        ("is_archived", Kind.TEXT, "the column is_archived holds text where marks are expected"),
        ("created", Kind.NUMBER, "the column created holds numbers where times are expected"),
    ],
)
def test_a_column_of_another_kind_is_told(column: str, kind: Kind, said: str) -> None:
    assert amiss(EVENTS, column, kind) == said


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("stream_position", Kind.NUMBER),
        ("message_data", Kind.JSON),
        ("message_data", Kind.BYTES),
        ("is_archived", Kind.TRUTH),
        ("is_archived", Kind.MOMENT),
        ("created", Kind.MOMENT),
        ("created", Kind.TEXT),
        *((one.column, Kind.ANY) for one in expected(EVENTS)),
    ],
)
def test_a_column_of_its_kind_is_not(column: str, kind: Kind) -> None:
    assert amiss(EVENTS, column, kind) == ""


def test_a_time_that_counts_is_a_number() -> None:
    counted = replace(EVENTS, recorded_at=TimeColumn("created", TimeUnit.MILLISECONDS))
    assert amiss(counted, "created", Kind.NUMBER) == ""
    assert amiss(counted, "created", Kind.MOMENT) == ""
    assert amiss(counted, "created", Kind.TEXT) == "the column created holds text where numbers are expected"


def test_what_is_not_there_is_not_expected() -> None:
    bare = replace(EVENTS, position="", deleted="", recorded_at=None)
    assert [one.column for one in expected(bare)] == ["stream_position", "message_data"]
    keyed = replace(bare, version_key="version")
    assert [one.column for one in expected(keyed)] == ["message_data"]


def test_each_kind_but_any_has_its_word() -> None:
    assert set(SAID) == set(Kind) - {Kind.ANY}
