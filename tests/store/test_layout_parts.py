"""The parts of a layout are read from TOML tables, strictly."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.layout import (
    Condition,
    DocumentColumn,
    EventsTable,
    Join,
    Metadata,
    SnapshotsTable,
    TextPart,
    Time,
    TimeColumn,
    TimeInside,
)
from leftfold.store.layout_parts import read_events, read_snapshots
from leftfold.store.section import Section

EVENTS = """
table = "events"
aggregate_type = "kind"
aggregate_id = "id"
version = "version"
position = "position"
event_type = "type"
data = { column = "payload", form = "json" }
metadata = { column = "metadata", form = "json" }
recorded_at = "at"
"""
SNAPSHOTS = """
table = "snapshots"
aggregate_id = "id"
version = "version"
state = { column = "state", form = "json" }
"""
PAYLOAD = DocumentColumn("payload", DocumentForm.JSON)


def section(content: str, key: str) -> Section:
    return Section("x.toml", tomllib.loads(content), key=key)


def events(**changed: str) -> EventsTable:
    """The events table with other TOML values under some keys; an empty one leaves the key out."""
    lines = [line for line in EVENTS.strip().splitlines() if line.partition(" ")[0] not in changed]
    more = [f"{key} = {value}" for key, value in changed.items() if value]
    return read_events(section("\n".join((*lines, *more)), "events"))


def test_the_parts_of_an_event_are_columns() -> None:
    assert events() == EventsTable(
        table="events",
        aggregate_type=TextPart(column="kind"),
        aggregate_id=TextPart(column="id"),
        version="version",
        position="position",
        event_type=TextPart(column="type"),
        data=PAYLOAD,
        metadata=Metadata(DocumentColumn("metadata", DocumentForm.JSON)),
        recorded_at=TimeColumn("at"),
    )


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ('{ value = "order" }', TextPart(value="order")),
        ('{ column = "c", key = "k" }', TextPart(column="c", key="k")),
        (
            '{ column = "c", after = ":", before = "-", before_last = "." }',
            TextPart(column="c", after=":", before="-", before_last="."),
        ),
        ('{ column = "c", before = "-", otherwise = "x" }', TextPart(column="c", before="-", otherwise="x")),
        (
            '{ columns = ["c", "d"], sign = "/", unsaid = "*" }',
            TextPart(column="c", further=("d",), sign="/", unsaid="*"),
        ),
    ],
)
def test_a_type_or_id_may_be_a_part(given: str, part: TextPart) -> None:
    assert events(aggregate_type=given).aggregate_type == part
    assert events(event_type=given).event_type == part
    assert (events(aggregate_id=given).aggregate_id, events(aggregate_id=given).id_form) == (part, IdForm.TEXT)


@pytest.mark.parametrize("form", IdForm)
def test_an_id_has_a_form(form: IdForm) -> None:
    here = events(aggregate_id=f'{{ column = "id", form = "{form}" }}')
    assert (here.aggregate_id, here.id_form) == (TextPart(column="id"), form)


@pytest.mark.parametrize(
    ("given", "time"),
    [
        ("", None),
        ('"at"', TimeColumn("at")),
        ('{ column = "at", unit = "ms" }', TimeColumn("at", TimeUnit.MILLISECONDS)),
        (
            '{ data = ["meta", "at"], unit = "s" }',
            TimeInside(DocumentColumn("payload", PAYLOAD.form, ("meta", "at")), TimeUnit.SECONDS),
        ),
        (
            '{ column = "more", form = "any", path = ["at"] }',
            TimeInside(DocumentColumn("more", DocumentForm.ANY, ("at",))),
        ),
    ],
)
def test_a_time_has_a_column_or_is_in_a_document(given: str, time: Time | None) -> None:
    assert events(recorded_at=given).recorded_at == time


@pytest.mark.parametrize("unit", TimeUnit)
def test_a_time_counts_in_a_unit(unit: TimeUnit) -> None:
    assert events(recorded_at=f'{{ column = "at", unit = "{unit}" }}').recorded_at == TimeColumn("at", unit)


@pytest.mark.parametrize(
    ("given", "metadata"),
    [
        ("", Metadata(None)),
        ('{ columns = ["by", "note"] }', Metadata(None, ("by", "note"))),
        (
            '{ column = "m", form = "json", path = ["meta"], columns = ["by"], optional = true }',
            Metadata(DocumentColumn("m", DocumentForm.JSON, ("meta",)), ("by",), optional=True),
        ),
    ],
)
def test_metadata_is_a_document_and_columns(given: str, metadata: Metadata) -> None:
    assert events(metadata=given).metadata == metadata


def test_a_payload_may_lie_inside_a_document_or_in_another_column() -> None:
    given = '{ column = "c", form = "any", path = ["a", "b"], over = "d" }'
    assert events(data=given).data == DocumentColumn("c", DocumentForm.ANY, ("a", "b"), "d")


def test_rows_may_be_told_from_others_by_what_they_have() -> None:
    where = '{ kind = "E", "streams.live" = true, n = 1, stream = { column = "origin" }, type = { not = "tomb" } }'
    joins = '[{ name = "streams", table = "streams", on = { id = { column = "id" } } }]'
    assert events(where=where, joins=joins).where == (
        Condition("kind", "E"),
        Condition("streams.live", value=True),
        Condition("n", 1),
        Condition("stream", "origin", other=True),
        Condition("type", "tomb", negated=True),
    )


def test_tables_may_be_joined_and_one_of_them_names_the_streams() -> None:
    here = events(
        joins='[{ name = "s", table = "streams", on = { id = { column = "id" }, live = 1 } }]',
        streams='"s"',
        deleted='"s.gone"',
        without='["other"]',
    )
    on = (Condition("id", "id", other=True), Condition("live", 1))
    assert here.joins == (Join("s", "streams", on),)
    assert (here.streams, here.deleted, here.without) == ("s", "s.gone", ("other",))


@pytest.mark.parametrize("key", ["version", "position"])
def test_either_the_version_or_the_position_may_be_absent(key: str) -> None:
    assert getattr(events(**{key: ""}), key) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"table": ""}, r"lacks the key events\.table\."),
        ({"colour": "1"}, r"the unknown key events\.colour\."),
        ({"version": "", "position": ""}, r"must have a column under events\.version or events\.position\."),
        ({"streams": '"streams"'}, r"must name one of its joins under events\.streams\."),
        ({"joins": '[{ name = "s", table = "t" }]'}, r"by which columns it is joined under events\.joins\[1\]\.on\."),
        ({"joins": '[{ name = "s", table = "t", on = { a = 1 }, x = 1 }]'}, r"unknown key events\.joins\[1\]\.x\."),
        ({"where": "{ kind = 1.5 }"}, r"a text, a whole number, true or false under events\.where\.kind\."),
        ({"where": "{ kind = { not = [] } }"}, r"true or false under events\.where\.kind\.not\."),
        ({"where": "{ kind = {} }"}, r"lacks the key events\.where\.kind\.column\."),
        ({"where": '{ kind = { column = "a", x = 1 } }'}, r"the unknown key events\.where\.kind\.x\."),
        ({"event_type": '{ column = "c", after = "::" }'}, r"a single sign under events\.event_type\.after\."),
        ({"event_type": '{ column = "c", x = 1 }'}, r"the unknown key events\.event_type\.x\."),
        ({"event_type": '{ value = "c", column = "d" }'}, r"the unknown key events\.event_type\.column\."),
        ({"event_type": "{ }"}, r"lacks the key events\.event_type\.column\."),
        ({"aggregate_id": '{ columns = ["c"], sign = "/" }'}, r"two or more under events\.aggregate_id\.columns"),
        ({"aggregate_id": '{ columns = ["c", "d"] }'}, r"and have a events\.aggregate_id\.sign|and a sign under"),
        ({"aggregate_id": '{ column = "c", form = "odd" }'}, r'"odd" under events\.aggregate_id\.form, which is none'),
        ({"data": '{ column = "c", form = "xml" }'}, r'"xml" under events\.data\.form, which is none of json'),
        ({"data": '{ column = "c", form = "json", x = 1 }'}, r"the unknown key events\.data\.x\."),
        ({"metadata": '{ column = "c", form = "json", columns = "a" }'}, r"a list of texts under events\.metadata\."),
        ({"metadata": "{ x = 1 }"}, r"lacks the key events\.metadata\.form\."),
        ({"recorded_at": '{ data = ["t"], x = 1 }'}, r"the unknown key events\.recorded_at\.x\."),
        ({"recorded_at": '{ column = "t", unit = "h" }'}, r'"h" under events\.recorded_at\.unit, which is none of iso'),
        ({"recorded_at": '{ data = "t" }'}, r"a list of texts under events\.recorded_at\.data\."),
    ],
)
def test_what_is_not_understood_is_refused(changed: dict[str, str], said: str) -> None:
    with pytest.raises(CannotOpen, match=f"^x\\.toml .*(?:{said})"):
        events(**changed)


def test_the_parts_of_a_snapshot_are_read() -> None:
    more = 'aggregate_type = "kind"\noptional = true\nrecorded_at = { data = ["at"] }'
    found = read_snapshots(section(SNAPSHOTS + more, "snapshots"))
    state: dict[str, Any] = {"column": "state", "form": DocumentForm.JSON}
    assert found == SnapshotsTable(
        table="snapshots",
        optional=True,
        aggregate_type="kind",
        aggregate_id="id",
        version="version",
        state=DocumentColumn(**state),
        recorded_at=TimeInside(DocumentColumn(**state, path=("at",))),
    )
    bare = read_snapshots(section(SNAPSHOTS, "snapshots"))
    assert (bare.optional, bare.aggregate_type, bare.recorded_at) == (False, "", None)
    with pytest.raises(CannotOpen, match=r"the unknown key snapshots\.x\."):
        read_snapshots(section(f"{SNAPSHOTS}x = 1", "snapshots"))


def test_what_more_can_be_said_of_rows_is_said() -> None:
    found = events(
        type_in_key="false",
        items='"count"',
        present='["id", "version"]',
        indexed='["_id"]',
        version='{ column = "metadata", key = "_version" }',
        event_type='{ column = "payload", within = ["headers"], key = "type", otherwise = "event" }',
    )
    assert (found.version, found.version_key, found.items) == ("metadata", "_version", "count")
    assert (found.present, found.indexed) == (("id", "version"), ("_id",))
    assert found.event_type == TextPart(column="payload", within=("headers",), key="type", otherwise="event")
    assert found.aggregate_type.whole
    assert not found.type_in_key
