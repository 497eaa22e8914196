"""What a row of the list of aggregates says."""

from __future__ import annotations

from datetime import UTC, datetime

from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.ui.aggregates.cells import RowLook, cell_of, tip_of
from leftfold.ui.aggregates.listing import Projection
from leftfold.ui.clock import Clock
from leftfold.ui.rows.cell import Tone

AT = datetime(2025, 3, 4, 10, 32, 7, tzinfo=UTC)
LISA = AggregateSummary(StreamId("student", "3202"), 94, 94, AT, AT)
UNTIMED = AggregateSummary(StreamId("", "3202"), 0, 1, None, None)
SOLD = Projection(StreamId("sales", "*"), "Total computers sold", ("cart", "order"))
PLAIN = RowLook(with_type=False, drafted=False, last_projection=False)


def test_an_aggregate_says_its_id_its_events_and_its_last_day(clock: Clock) -> None:
    assert cell_of(LISA, PLAIN, clock).text == "3202, 94 events · 4 Mar 2025"


def test_among_several_types_an_aggregate_says_its_own(clock: Clock) -> None:
    cell = cell_of(LISA, RowLook(with_type=True, drafted=False, last_projection=False), clock)
    assert cell.text.startswith("student/3202,")
    assert [run.tone for run in cell.runs] == [Tone.MUTED, Tone.TEXT]


def test_a_store_without_types_and_times_says_what_it_has(clock: Clock) -> None:
    cell = cell_of(UNTIMED, RowLook(with_type=True, drafted=False, last_projection=False), clock)
    assert cell.text == "3202, 1 event"
    assert tip_of(UNTIMED, PLAIN, clock).splitlines() == ["3202", "1 event, the last has version 0"]


def test_a_draft_is_marked_and_told(clock: Clock) -> None:
    drafted = RowLook(with_type=False, drafted=True, last_projection=False)
    mark = cell_of(LISA, drafted, clock).mark
    assert mark is not None
    assert mark.icon == "diamond"
    assert "Has a draft that is not committed" in tip_of(LISA, drafted, clock)
    assert cell_of(LISA, PLAIN, clock).mark is None


def test_a_projection_says_what_it_is_folded_from(clock: Clock) -> None:
    cell = cell_of(SOLD, RowLook(with_type=False, drafted=False, last_projection=True), clock)
    assert cell.text == "Total computers sold, Projection over cart and order"
    assert cell.ruled
    assert cell.sign is not None
    assert "all aggregates of type cart and order" in tip_of(SOLD, PLAIN, clock)


def test_the_tip_tells_the_times_with_their_zone(clock: Clock) -> None:
    assert tip_of(LISA, PLAIN, clock).splitlines() == [
        "student/3202",
        "94 events, the last has version 94",
        "First event: Tue 4 Mar 2025, 10:32:07 UTC",
        "Last event: Tue 4 Mar 2025, 10:32:07 UTC",
    ]
