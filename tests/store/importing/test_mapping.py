"""Rows to events: conditions, casts, empty fields, times; each value that means nothing is said."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.store.bulk import NewRow
from leftfold.store.importing.map_files import parse_map
from leftfold.store.importing.mapping import Unmapped, map_row
from leftfold.store.importing.maps import ImportMap
from leftfold.store.importing.rows import BadRow, Row

HEAD = """
title = "A map"
format = "csv"
otherwise = "skip"
[stream]
type = "student"
id = "{who}"
[recorded_at]
column = "at"
zone = "+04:00"
[[event]]
type = "{kind}"
"""
ROW: dict[str, Json] = {"who": "7", "kind": "placeStudent", "at": "2017-02-28T16:45", "x": "1"}


def a_map(data: str, *, head: str = HEAD) -> ImportMap:
    return parse_map(f"{head}\ndata = {data}\n", "my.toml")


def mapped(how: ImportMap, values: dict[str, Json]) -> NewRow:
    event = map_row(how, Row(9, values))
    assert isinstance(event, NewRow)
    return event


def reason(how: ImportMap, values: dict[str, Json]) -> str:
    bad = map_row(how, Row(9, values))
    assert isinstance(bad, BadRow)
    assert bad.line == 9
    return bad.reason


def test_a_row_becomes_an_event() -> None:
    event = mapped(a_map('{ lesson = { from = "{x}", as = "int" }, map = "M{x}", activity = 1 }'), ROW)
    assert event == NewRow(
        StreamId("student", "7"),
        "placeStudent",
        '{"lesson":1,"map":"M1","activity":1}',
        datetime(2017, 2, 28, 12, 45, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("cast", "text", "value"),
    [
        ("int", "-12", -12),
        ("number", "12", 12),
        ("number", "17.5", 17.5),
        ("number", "1e2", 100.0),
        ("bool", "1", True),
        ("bool", "No", False),
        ("text", "", ""),
    ],
)
def test_texts_are_cast(cast: str, text: str, value: Json) -> None:
    event = mapped(a_map(f'{{ v = {{ from = "{{x}}", as = "{cast}" }} }}'), {**ROW, "x": text})
    assert orjson.loads(event.data) == {"v": value}


@pytest.mark.parametrize(
    ("cast", "text", "said"),
    [
        ("int", "1.0", 'has "1.0" in x, which is no whole number'),
        ("int", "1_0", 'has "1_0" in x, which is no whole number'),
        ("int", "9" * 19, f'has "{"9" * 19}" in x, which is no whole number'),
        ("int", "9" * 5000, f'has "{"9" * 5000}" in x, which is no whole number'),
        ("number", "nan", 'has "nan" in x, which is no number'),
        ("number", "ten", 'has "ten" in x, which is no number'),
        ("bool", "maybe", 'has "maybe" in x, which is neither true nor false'),
        ("int", "", "leaves x empty, which v needs"),
    ],
)
def test_texts_that_mean_nothing_are_bad_rows(cast: str, text: str, said: str) -> None:
    assert reason(a_map(f'{{ v = {{ from = "{{x}}", as = "{cast}" }} }}'), {**ROW, "x": text}) == said


@pytest.mark.parametrize(("empty", "data"), [("null", {"v": None}), ("omit", {})])
def test_an_empty_field_is_null_or_omitted_where_the_map_says_so(empty: str, data: Json) -> None:
    how = a_map(f'{{ v = {{ from = "{{x}}", as = "number", empty = "{empty}" }} }}')
    assert orjson.loads(mapped(how, {**ROW, "x": ""}).data) == data


def test_the_first_rule_that_matches_counts() -> None:
    rules = '[[event]]\nwhen = { x = ["1", "2"] }\ntype = "a"\n[[event]]\nwhen = { x = "2" }\ntype = "b"\n'
    how = parse_map(HEAD.partition("[[event]]")[0] + rules, "my.toml")
    assert mapped(how, {**ROW, "x": "2"}).type == "a"
    assert map_row(how, Row(3, {**ROW, "x": "3"})) == Unmapped(3)


def test_a_row_without_an_id_is_bad() -> None:
    assert reason(a_map("{}"), {**ROW, "who": ""}) == "leaves who empty, which the aggregate's id needs"


def test_a_row_without_a_type_is_bad() -> None:
    assert reason(a_map("{}"), {**ROW, "kind": ""}) == "leaves kind empty, which the event's type needs"


@pytest.mark.parametrize("text", ["", "yesterday", "0001-01-01T00:00+14:00"])
def test_a_row_without_a_time_is_bad(text: str) -> None:
    assert reason(a_map("{}"), {**ROW, "at": text}) == f'has "{text}" in at, which is no ISO 8601 time'


def test_a_time_with_a_zone_keeps_it() -> None:
    event = mapped(a_map("{}"), {**ROW, "at": "2017-02-28T16:45:00Z"})
    assert event.recorded_at == datetime(2017, 2, 28, 16, 45, tzinfo=UTC)


def days_map() -> ImportMap:
    days = 'days = "day"\nafter = "run"\nstarts = { 2014B = 2014-02-01 }'
    return a_map("{}", head=HEAD.replace('column = "at"\nzone = "+04:00"', days))


def test_days_are_counted_from_the_start() -> None:
    event = mapped(days_map(), {**ROW, "run": "2014B", "day": "-3"})
    assert event.recorded_at == datetime(2014, 1, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("run", "day", "said"),
    [
        ("2014J", "1", 'has "2014J" in run, for which the map has no start'),
        ("2014B", "soon", 'has "soon" in day, which is no whole number'),
        ("2014B", "99999999", 'has "99999999" in day, which leads to no date'),
        ("2014B", "9" * 15, f'has "{"9" * 15}" in day, which leads to no date'),
    ],
)
def test_days_that_lead_nowhere_are_bad_rows(run: str, day: str, said: str) -> None:
    assert reason(days_map(), {**ROW, "run": run, "day": day}) == said


def test_a_column_may_hold_the_whole_document_as_json() -> None:
    how = a_map('"{x}"\nmetadata = "{note}"')
    event = mapped(how, {**ROW, "x": '{"a": [1]}', "note": "null"})
    assert (event.data, event.metadata) == ('{"a":[1]}', None)
    assert mapped(how, {**ROW, "x": "1", "note": '{"by":"job"}'}).metadata == '{"by":"job"}'
    assert reason(how, {**ROW, "x": "{"}).startswith("has text that is not JSON in x: ")
    assert reason(how, {**ROW, "x": "[" * 300 + "]" * 300}) == "has a document in x that nests deeper than 250 levels"


def test_a_json_row_gives_its_document_as_it_is() -> None:
    how = a_map('"{x}"', head=HEAD.replace('"csv"', '"jsonl"'))
    assert mapped(how, {**ROW, "x": {"a": None}}).data == '{"a":null}'
    assert mapped(how, {**ROW, "x": "text"}).data == '"text"'
