"""A layout is found in a database under the names that are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leftfold.store.forms import TimeUnit
from leftfold.store.instances import Fit, Instance, fits
from leftfold.store.layout import Layout, TimeColumn
from leftfold.store.layout_columns import event_columns, snapshot_columns
from leftfold.store.layout_files import load_layout
from leftfold.store.tables import Kind, PhysicalColumn, Table
from tests.store.made_layouts import JOINED

NATIVE, BANK = map(load_layout, ("native", "eventsourcing-sqlite"))
APPLICATION = replace(
    BANK,
    events=replace(BANK.events, table="{app}_events"),
    snapshots=None if BANK.snapshots is None else replace(BANK.snapshots, table="{app}_snapshots"),
)


def table(name: str, *columns: str, schema: str = "", is_view: bool = False, **kinds: Kind) -> Table:
    """A table; columns hold anything unless told otherwise."""
    there = (*(PhysicalColumn(one) for one in columns), *(PhysicalColumn(one, kind) for one, kind in kinds.items()))
    return Table(name, {column.name.lower(): column for column in there}, schema, is_view)


def whole(layout: Layout, *, schema: str = "", **names: str) -> tuple[Table, ...]:
    """All tables that a layout asks for, some under other names."""
    owners = {"": layout.events.table, **{join.name: join.table for join in layout.events.joins}}
    asked = (*event_columns(layout.events), *layout.events.metadata.columns)
    found = {
        name: tuple(one.rpartition(".")[2] for one in asked if one.rpartition(".")[0] == owner)
        for owner, name in owners.items()
    }
    found |= {need.table: need.columns for need in layout.needs}
    if layout.snapshots:
        found[layout.snapshots.table] = snapshot_columns(layout.snapshots)
    return tuple(table(names.get(name, name), *columns, schema=schema) for name, columns in found.items())


def one(layout: Layout, tables: tuple[Table, ...]) -> Fit:
    (fit,) = fits(layout, tables)
    return fit


def instance(layout: Layout, tables: tuple[Table, ...]) -> Instance:
    fit = one(layout, tables)
    assert (fit.misfits, fit.share) == ((), 1)
    assert fit.instance is not None
    return fit.instance


@pytest.mark.parametrize("layout", [NATIVE, JOINED, BANK], ids=lambda layout: layout.key)
def test_a_database_with_all_that_is_asked_for_fits(layout: Layout) -> None:
    found = instance(layout, whole(layout))
    assert found.layout == layout
    assert (found.name, found.views) == (layout.events.table, ())
    assert {*found.kinds} == {*event_columns(layout.events), *layout.events.metadata.columns}


def test_the_names_that_are_there_are_taken() -> None:
    (join,) = JOINED.events.joins
    events, streams = whole(JOINED)
    events = table("Messages", *(name.upper() for name in events.columns))
    streams = table("Stream_NAMES", *(name.title() for name in streams.columns))
    found = instance(JOINED, (events, streams))
    here = found.layout.events
    assert (here.table, here.version, here.aggregate_type.column) == (
        "Messages",
        "STREAM_POSITION",
        f"{join.name}.Stream_Type",
    )
    assert [(one.table, one.on[0].column, one.on[0].value) for one in here.joins] == [
        ("Stream_NAMES", "Stream_Id", "STREAM_ID")
    ]
    assert here.metadata.columns == ("MESSAGE_ID", "streams.Owner")


def test_what_columns_hold_is_noted_by_their_names() -> None:
    tables = [one for one in whole(NATIVE) if one.name not in ("events", "snapshots")]
    events = table("events", *event_columns(NATIVE.events)[1:], Aggregate_Type=Kind.TEXT)
    assert NATIVE.snapshots is not None
    snapshots = table("snapshots", *snapshot_columns(NATIVE.snapshots)[:-1], Recorded_At=Kind.MOMENT)
    found = instance(NATIVE, (*tables, events, snapshots))
    assert (found.kinds["Aggregate_Type"], found.kinds["payload"]) == (Kind.TEXT, Kind.ANY)
    assert found.snapshot_kinds["Recorded_At"] is Kind.MOMENT
    assert found.layout.snapshots is not None
    assert found.layout.snapshots.recorded_at == TimeColumn("Recorded_At")


def test_the_times_are_read_as_their_column_holds_them() -> None:
    at = 1_714_550_400_000_000
    events = table("events", *event_columns(NATIVE.events)[:-1], recorded_at=Kind.MOMENT)
    found = instance(NATIVE, (*(one for one in whole(NATIVE) if one.name != "events"), events))
    assert found.moments.time(at) == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert found.snapshot_moments.time(at) is None
    counted = replace(NATIVE, events=replace(NATIVE.events, recorded_at=TimeColumn("recorded_at", TimeUnit.SECONDS)))
    assert instance(counted, whole(counted)).moments.time(at // 1_000_000) == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert instance(JOINED, whole(JOINED)).snapshot_moments.time(None) is None


def test_optional_columns_and_an_optional_table_are_left_out_where_they_are_not_there() -> None:
    events, streams = whole(JOINED)
    bare = table(events.name, *(name for name in events.columns if name != "message_id"))
    assert instance(JOINED, (bare, streams)).layout.events.metadata.columns == ("streams.owner",)
    (alone,) = (one for one in whole(BANK) if one.name == BANK.events.table)
    assert instance(BANK, (alone,)).layout.snapshots is None
    odd = table("stored_snapshots", "originator_id")
    assert instance(BANK, (alone, odd)).layout.snapshots is None


def test_a_table_of_snapshots_that_is_not_optional_must_be_there() -> None:
    tables = tuple(one for one in whole(NATIVE) if one.name != "snapshots")
    assert one(NATIVE, tables).misfits == ("it has no table snapshots",)


def test_all_that_is_missing_is_told() -> None:
    tables = (
        table("events", "aggregate_id", "version", "position", "event_type"),
        table("audit", "id"),
        *whole(NATIVE)[-1:],
    )
    fit = one(NATIVE, tables)
    assert fit.instance is None
    assert fit.share == 0.5
    assert {
        "it has no table deletions",
        "its table events has no column payload",
        "its table audit has no column ticket",
    } <= {*fit.misfits}


def test_a_database_without_the_table_does_not_fit_at_all() -> None:
    assert one(NATIVE, (table("songs"),)) == Fit(NATIVE, "", None, ("it has no table events",), (), 0)


def test_a_missing_joined_table_is_told_once_and_by_its_name() -> None:
    events, _streams = whole(JOINED)
    misfits = one(JOINED, (events,)).misfits
    assert misfits[0] == "it has no table stream_names"


def test_a_column_of_another_layout_is_told() -> None:
    events, *others = whole(BANK)
    with_id = table(events.name, *events.columns, "ID")
    assert one(BANK, (with_id, *others)).misfits == ("its table stored_events has the column id of another layout",)


def test_tables_that_are_views_are_known() -> None:
    events, *others = whole(NATIVE)
    view = table(events.name, *events.columns, is_view=True)
    assert instance(NATIVE, (view, *others)).views == ("events",)


def test_each_table_whose_name_has_the_pattern_is_looked_at_with_its_siblings() -> None:
    shop = whole(APPLICATION, **{"{app}_events": "Shop_Events", "{app}_snapshots": "shop_snapshots"})
    (bank, _snapshots) = whole(APPLICATION, **{"{app}_events": "bank_events"})
    broken = table("old_events", "topic")
    found = list(fits(APPLICATION, (*shop, bank, broken, table("events", *bank.columns))))
    assert [fit.instance and fit.instance.name for fit in found] == ["Shop_Events", "bank_events", None]
    snapshots = [fit.instance.layout.snapshots for fit in found if fit.instance]
    assert [one and one.table for one in snapshots] == ["shop_snapshots", None]


def test_a_sign_in_a_table_name_stands_for_itself() -> None:
    dotted = replace(BANK, events=replace(BANK.events, table="a.b"))
    assert one(dotted, (table("axb"),)).misfits == ("it has no table a.b",)


def test_each_schema_is_its_own_place() -> None:
    shop = whole(JOINED, schema="shop")
    lonely = whole(JOINED, schema="old")[0]
    first, second = fits(JOINED, (*shop, lonely))
    assert first.instance is not None
    here = first.instance.layout.events
    assert (first.instance.name, here.schema, here.joins[0].schema) == ("shop.messages", "shop", "shop")
    assert second.misfits[0] == "it has no table stream_names"


def test_names_are_the_same_however_their_words_are_joined() -> None:
    axon = load_layout("axon-4")
    (found,) = whole(replace(axon, snapshots=None))
    camels = [name.title().replace("_", "") for name in found.columns]
    (fit,) = fits(axon, (table("DomainEventEntry", *camels),))
    assert fit.instance is not None
    assert (fit.instance.name, fit.instance.layout.events.event_type.column) == ("DomainEventEntry", "PayloadType")
    # Of two that differ in nothing else, that with the very name is taken.
    (fit,) = fits(axon, (table("domain_event_entry", "PAYLOADTYPE", *found.columns),))
    assert fit.instance is not None
    assert fit.instance.layout.events.event_type.column == "payload_type"


def test_a_table_without_an_index_that_the_layout_is_told_by_does_not_fit() -> None:
    prooph = load_layout("prooph-postgresql")
    events = replace(prooph.events, table="_{hash}")
    tables = whole(replace(prooph, events=events))
    named = tuple(replace(one, name=one.name.replace("{hash}", "ab")) for one in tables)
    (fit,) = fits(prooph, named)
    assert fit.misfits[0] == "its table _ab has no index over _aggregate_type"
    indexed = tuple(replace(one, indexes=" ".join(prooph.events.indexed)) for one in named)
    (fit,) = fits(prooph, indexed)
    assert fit.instance is not None


def test_a_joined_row_may_be_told_by_the_name_of_the_table() -> None:
    prooph = load_layout("prooph-streams")
    tables = tuple(replace(one, name=one.name.replace("{hash}", "Ab")) for one in whole(prooph))
    (fit,) = fits(prooph, tables)
    assert fit.instance is not None
    (join,) = fit.instance.layout.events.joins
    assert [(one.column, one.value, one.other) for one in join.on] == [("stream_name", "_Ab", False)]


def test_a_table_of_any_name_tells_less_than_one_of_the_library_s_own() -> None:
    named, unnamed = NATIVE, replace(NATIVE, events=replace(NATIVE.events, table="{table}"))
    (own,), (other,) = (list(fits(layout, (table("events"),))) for layout in (named, unnamed))
    assert own.share == other.share == 0
    columns = event_columns(NATIVE.events)[:-1]
    (own,), (other,) = (list(fits(layout, (table("events", *columns),))) for layout in (named, unnamed))
    assert 0 < other.share < own.share < 1
