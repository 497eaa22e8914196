"""An import map tells which columns it reads."""

from __future__ import annotations

from datetime import UTC, datetime

from leftfold.store.importing.maps import (
    Cast,
    Condition,
    Constant,
    DaysAfter,
    Empty,
    EventRule,
    Fields,
    Filled,
    Format,
    ImportMap,
    Otherwise,
    RecordedAt,
    TimeColumn,
    Whole,
)
from leftfold.store.importing.template import parse_template

START = datetime(2014, 2, 1, tzinfo=UTC)
SCORE = Filled(parse_template("{score}"), Cast.NUMBER, Empty.NULL)


def a_map(recorded_at: RecordedAt, *rules: EventRule) -> ImportMap:
    stream_type, stream_id = parse_template("student"), parse_template("{id}-{course}")
    return ImportMap("", Format.CSV, stream_type, stream_id, recorded_at, rules, Otherwise.SKIP, "x.toml")


def test_a_rule_reads_its_conditions_type_data_and_metadata() -> None:
    fields = Fields((("kind", Constant("quiz")), ("score", SCORE)))
    rule = EventRule((Condition("state", frozenset({"on"})),), parse_template("{kind}Taken"), fields, Whole("note"))
    assert rule.columns == ("state", "kind", "score", "note")
    assert EventRule((), parse_template("taken"), Whole("data"), None).columns == ("data",)


def test_a_map_reads_each_column_once() -> None:
    rule = EventRule((Condition("course", frozenset({"a"})),), parse_template("taken"), Whole("data"), None)
    assert a_map(TimeColumn("at", UTC), rule).columns == ("id", "course", "at", "data")
    assert a_map(DaysAfter("day", "course", ()), rule, rule).columns == ("id", "course", "day", "data")


def test_days_are_counted_from_a_start_that_has_a_name() -> None:
    days = DaysAfter("day", "course", (("2014B", START),))
    assert (days.start_of("2014B"), days.start_of("2014J")) == (START, None)
