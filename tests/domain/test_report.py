"""The record of a report, and the fold that gives what a query asks for."""

from __future__ import annotations

from leftfold.domain.report import fold_of, month_of
from leftfold.model.event import Event, Undecodable
from leftfold.model.json import Json
from leftfold.model.query import Query, Row
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds, parse_time
from tests.reports.made_reports import ALL_TAKES, BOXES, EACH, SUMS

_BOX = StreamId("box", "a")


def _event(data: Json, *, type: str = "put", at: str = "2024-05-31T23:59:59Z") -> Event:
    return Event(_BOX, 1, type, data, at=microseconds(parse_time(at)))


def _said(query: Query, *events: Event) -> tuple[Row, ...]:
    fold = fold_of(query)
    state = fold.initial
    for event in events:
        state = fold.step(state, event)
    return fold.rows(state)


def test_each_measure_takes_what_it_finds() -> None:
    events = (_event({"n": 3}), _event({"n": 9}), _event({"n": 5, "deep": {"n": 4}}, type="taken"))
    assert _said(Query(ALL_TAKES), *events) == ((3, 2, 14, 10, 4),)


def test_what_is_no_whole_number_is_passed_over_and_a_last_one_may_be_anything_single() -> None:
    found: list[Json] = [True, 3.5, "x", 2**53, None, [1]]
    events = [_event({"n": value}) for value in found]
    assert _said(Query(ALL_TAKES), *events) == ((6, 4, None, None, 2**53),)


def test_an_event_that_cannot_be_read_counts_as_an_event_alone() -> None:
    odd = _event(None)._replace(data=Undecodable(b"{", "is not JSON"))
    assert _said(Query(ALL_TAKES), odd) == ((1, 0, None, None, None),)


def test_where_nothing_counts_there_is_no_row() -> None:
    assert _said(Query(ALL_TAKES), _event({"n": 3}, type="other")) == ()


def test_months_are_those_of_utc() -> None:
    later = _event({"n": 1}, at="2024-05-31T23:59:59-02:00")
    assert _said(Query(ALL_TAKES[:1], by_month=True), later, _event({})) == (("2024-05", 1), ("2024-06", 1))
    assert month_of(_event({}, at="0033-04-03T15:00:00Z")) == "0033-04"
    assert month_of(Event(_BOX, 1, "put", {})) == ""


def test_a_report_shows_its_own_columns_or_those_of_all() -> None:
    assert [column.name for column in SUMS.shown] == ["sum"]
    assert [column.name for column in BOXES.shown] == ["what", "count"]
    assert SUMS.fold is SUMS.reads
    assert EACH.fold.rows(EACH.fold.initial) == ()
