"""The columns of a layout are known, and can be named otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.store.layout import Condition, Layout, TextPart
from leftfold.store.layout_columns import event_columns, rename_events, rename_snapshots, snapshot_columns
from leftfold.store.layout_files import load_layout, shipped_layouts
from tests.store.made_layouts import JOINED

NATIVE = load_layout("native")


def shouted(name: str) -> str:
    """The same column with its own name in capitals."""
    owner, dot, own = name.rpartition(".")
    return f"{owner}{dot}{own.upper()}"


def test_each_column_of_an_event_is_named_once() -> None:
    assert event_columns(NATIVE.events) == (
        "aggregate_type",
        "aggregate_id",
        "version",
        "position",
        "event_type",
        "payload",
        "metadata",
        "recorded_at",
    )


def test_columns_of_joined_tables_and_of_conditions_are_named_too() -> None:
    named = event_columns(JOINED.events)
    assert {"streams.stream_id", "streams.stream_type", "stream_id", "message_kind", "is_archived"} <= {*named}
    assert len({*named}) == len(named)


def test_what_a_store_may_lack_is_not_named() -> None:
    here = JOINED.events
    assert "message_id" in here.metadata.columns
    assert "message_id" not in event_columns(here)
    assert "message_metadata" in event_columns(here)
    optional = replace(here, metadata=replace(here.metadata, optional=True), data=replace(here.data, over="bytes"))
    assert {"message_metadata", "bytes"}.isdisjoint(event_columns(optional))


def test_parts_that_a_layout_does_not_have_have_no_name() -> None:
    here = replace(NATIVE.events, aggregate_type=TextPart(value="order"), position="", recorded_at=None, deleted="")
    assert event_columns(here) == ("aggregate_id", "version", "event_type", "payload", "metadata")


def test_each_column_of_a_snapshot_is_named_once() -> None:
    assert NATIVE.snapshots is not None
    assert snapshot_columns(NATIVE.snapshots) == ("aggregate_type", "aggregate_id", "version", "state", "recorded_at")
    bare = replace(NATIVE.snapshots, aggregate_type="", recorded_at=None)
    assert snapshot_columns(bare) == ("aggregate_id", "version", "state")


@pytest.mark.parametrize("layout", [*shipped_layouts(), JOINED], ids=lambda layout: layout.key)
def test_a_layout_with_other_names_names_just_those(layout: Layout) -> None:
    here = layout.events
    renamed = rename_events(here, shouted)
    assert event_columns(renamed) == tuple(map(shouted, event_columns(here)))
    assert renamed.metadata.columns == tuple(map(shouted, here.metadata.columns))
    assert (renamed.table, renamed.streams, renamed.id_form) == (here.table, here.streams, here.id_form)
    assert rename_events(here, str) == here
    if layout.snapshots is not None:
        named = snapshot_columns(layout.snapshots)
        assert snapshot_columns(rename_snapshots(layout.snapshots, shouted)) == tuple(map(shouted, named))


def test_a_joined_column_keeps_the_name_of_its_table_outside_of_its_join() -> None:
    names = {"streams.stream_id": "streams.StreamId", "stream_id": "Stream_Id"}
    renamed = rename_events(JOINED.events, lambda name: names.get(name, name))
    (join,) = renamed.joins
    assert Condition("StreamId", "Stream_Id", other=True) in join.on
    assert renamed.aggregate_id.column == "Stream_Id"


def test_a_constant_in_a_condition_is_no_column() -> None:
    (kind,) = (one for one in JOINED.events.where if one.value == "E")
    renamed = rename_events(JOINED.events, shouted)
    assert replace(kind, column=kind.column.upper()) in renamed.where
