"""A layout in words."""

from __future__ import annotations

import pytest

from leftfold.store.layout_files import load_layout, parse_layout, shipped_layouts
from leftfold.store.layout_words import Told, told
from leftfold.store.roles import Role
from tests.store.found_layouts import shipped


def test_each_part_is_told_with_its_column_and_form() -> None:
    assert list(told(load_layout("native"))) == [
        Told(Role.AGGREGATE_ID, "aggregate_id", "as it is stored"),
        Told(Role.AGGREGATE_TYPE, "aggregate_type", "as it is stored"),
        Told(Role.VERSION, "version", "the first event of a stream has 1"),
        Told(Role.POSITION, "position", "the order of the whole store"),
        Told(Role.EVENT_TYPE, "event_type", "as it is stored"),
        Told(Role.DATA, "payload", "JSON"),
        Told(Role.METADATA, "metadata", "JSON"),
        Told(Role.RECORDED_AT, "recorded_at", "a date and time, in UTC where no zone is told"),
    ]


def test_what_is_cut_out_of_a_column_is_told() -> None:
    found = {one.role: one for one in told(load_layout("eventsourcing-sqlite"))}
    assert found[Role.AGGREGATE_TYPE].form == "after “:” up to “.”"
    assert found[Role.EVENT_TYPE].form == "after “:”"
    assert found[Role.AGGREGATE_ID].form == "UUIDs of 32 digits, shown with dashes"
    assert found[Role.RECORDED_AT].form.endswith(", under timestamp")


def test_what_lies_under_a_key_is_counted_or_constant_is_told() -> None:
    text = shipped("native").replace('version = "version"\n', "", 1)
    text = text.replace('aggregate_type = "aggregate_type"', 'aggregate_type = { value = "student" }', 1)
    text = text.replace('event_type = "event_type"', 'event_type = { column = "payload", key = "what" }', 1)
    found = {one.role: one for one in told(parse_layout(text, "own.toml"))}
    assert found[Role.VERSION] == Told(Role.VERSION, "", "counted from 1 in the order of position")
    assert found[Role.AGGREGATE_TYPE] == Told(Role.AGGREGATE_TYPE, "", "always “student”")
    assert found[Role.EVENT_TYPE] == Told(Role.EVENT_TYPE, "payload", "under what")


@pytest.mark.parametrize("key", [layout.key for layout in shipped_layouts()])
def test_each_shipped_layout_can_be_told(key: str) -> None:
    parts = list(told(load_layout(key)))
    assert [one for one in parts if not one.form] == []
    assert {Role.AGGREGATE_ID, Role.AGGREGATE_TYPE, Role.VERSION, Role.EVENT_TYPE, Role.DATA} <= {
        one.role for one in parts
    }
