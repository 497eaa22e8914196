"""Import maps read from TOML: what is understood, and a sentence for each thing that is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.importing.map_files import load_map, parse_map, shipped_maps
from leftfold.store.importing.maps import Cast, Constant, DaysAfter, Empty, Fields, Filled, TimeColumn, Whole

MAP = """
title = "A map"
format = "csv"
otherwise = "skip"
[stream]
type = "student"
id = "{who}"
[recorded_at]
column = "when"
zone = "+04:00"
[[event]]
when = { kind = ["placed", "moved"], state = "on" }
type = "placeStudent"
metadata = "{note}"
[event.data]
lesson = { from = "{lesson}", as = "int", empty = "omit" }
map = "{course}"
activity = 1
source = "moodle"
"""


def test_a_map_is_read() -> None:
    found = parse_map(MAP, "my.toml")
    (rule,) = found.rules
    assert isinstance(found.recorded_at, TimeColumn)
    assert found.recorded_at.zone == timezone(timedelta(hours=4))
    assert [(condition.column, condition.texts) for condition in rule.when] == [
        ("kind", frozenset({"placed", "moved"})),
        ("state", frozenset({"on"})),
    ]
    assert isinstance(rule.data, Fields)
    fields = dict(rule.data.fields)
    assert fields["activity"] == Constant(1)
    assert fields["source"] == Constant("moodle")
    lesson = fields["lesson"]
    assert isinstance(lesson, Filled)
    assert (lesson.cast, lesson.empty) == (Cast.INTEGER, Empty.OMIT)
    assert rule.metadata == Whole("note")
    assert found.columns == ("who", "when", "kind", "state", "lesson", "course", "note")


def test_starts_are_days_in_their_zone() -> None:
    text = MAP.replace('column = "when"', 'days = "day"\nafter = "run"\nstarts = { B = 2014-02-01 }')
    recorded_at = parse_map(text, "my.toml").recorded_at
    assert isinstance(recorded_at, DaysAfter)
    assert recorded_at.start_of("B") == datetime(2014, 1, 31, 20, tzinfo=UTC)
    assert recorded_at.start_of("J") is None
    assert parse_map(text, "my.toml").columns[1:3] == ("day", "run")


@pytest.mark.parametrize("zone", ["UTC", "-03:30", "+02"])
def test_zones_are_names_or_offsets(zone: str) -> None:
    assert isinstance(parse_map(MAP.replace("+04:00", zone), "my.toml").recorded_at, TimeColumn)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("title", "titel", "my.toml lacks the key title"),
        ('format = "csv"', 'format = "xls"', 'my.toml has "xls" under format, which is none of csv, jsonl'),
        ('otherwise = "skip"', "otherwise = 1", "my.toml must have a text under otherwise"),
        ('otherwise = "skip"', 'otherwise = "skip"\nevnt = 1', "my.toml has the unknown key evnt"),
        ('id = "{who}"', 'id = "{who"', 'my.toml has "{who" under stream.id: expected'),
        ('id = "{who}"', 'id = "{who}"\nname = "x"', "my.toml has the unknown key stream.name"),
        ("+04:00", "Oman", 'my.toml has "Oman" under recorded_at.zone, which is no zone'),
        ("+04:00", "+four", 'my.toml has "+four" under recorded_at.zone, which is no zone'),
        ('column = "when"', 'column = "when"\ndays = "d"', "my.toml has the unknown key recorded_at.days"),
        ('column = "when"', 'days = "d"', "my.toml lacks the key recorded_at.after"),
        (
            'column = "when"',
            'days = "d"\nafter = "r"\nstarts = { B = "2014" }',
            "my.toml must have a date such as 2014-02-01 under recorded_at.starts.B",
        ),
        ('as = "int"', 'as = "integer"', "under event[1].data.lesson.as, which is none of text, int, number, bool"),
        ('as = "int"', 'az = "int"', "my.toml has the unknown key event[1].data.lesson.az"),
        ("activity = 1", "activity = [1]", "my.toml must have a text, a number, true, false or a table under event[1]"),
        ('state = "on"', "state = 1", "my.toml must have a list of texts under event[1].when.state"),
        ('metadata = "{note}"', 'metadata = "note"', "must have one {column} that holds the whole document"),
        ("[[event]]", "[event]", "my.toml must have a list of tables under event"),
        ("[stream]", "[stream", "my.toml is not valid TOML"),
    ],
)
def test_what_is_not_understood_is_refused(old: str, new: str, sentence: str) -> None:
    assert old in MAP
    with pytest.raises(CannotOpen) as error:
        parse_map(MAP.replace(old, new, 1), "my.toml")
    assert sentence in str(error.value)


def test_a_map_without_rules_is_refused() -> None:
    with pytest.raises(CannotOpen, match=r"has no \[\[event\]\] rule"):
        parse_map(MAP[: MAP.index("[[event]]")], "my.toml")


@pytest.mark.parametrize("name", shipped_maps())
def test_shipped_maps_are_read(name: str) -> None:
    assert load_map(name).origin == f"{name}.toml"


def test_a_map_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(MAP)
    assert load_map(str(path)).title == "A map"


def test_a_map_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(CannotOpen, match=r'no import map "oulat"; known are leftfold, moodle, oulad, or give the path'):
        load_map("oulat")


def test_a_map_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(CannotOpen, match="is not UTF-8 text"):
        load_map(str(path))


def test_a_map_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "my.toml"
    path.write_text(MAP)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CannotOpen, match=r"^The import map .*my\.toml cannot be read: Permission denied\.$"):
        load_map(str(path))
