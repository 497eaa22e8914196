"""A report as it is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.domain.report import Merged
from leftfold.model.errors import BadRequest
from leftfold.reports.result import Asked, Line, make
from leftfold.reports.rollup import Rollups
from tests.reports.made_reports import BOXES, EACH, SUMS, boxes, result_of
from tests.store_builders import opened, stream_id


def nobody(_done: int) -> None:
    """Nobody watches."""


def test_each_aggregate_has_its_line_and_all_have_a_total(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        result = make(SUMS, store, Asked(), nobody)
    assert [line.values for line in result.lines] == [("box", "a", 7), ("box", "b", 10)]
    assert (result.total, result.total_line) == ((17,), ("All", None, 17))
    assert (result.failed, result.aggregates, result.lead) == (1, 2, 2)
    assert result.charted == (("a", 7.0), ("b", 10.0))
    assert result.json_rows()[0] == {"type": "box", "id": "a", "sum": 7}


def test_one_that_is_about_all_names_no_aggregate(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        result = make(BOXES, store, Asked(rollups=Rollups(tmp_path / "kept", "s")), nobody)
        again = make(BOXES, store, Asked(rollups=Rollups(tmp_path / "kept", "s")), nobody)
    assert result.lines == (Line(None, ("boxes", 2)),)
    assert (result.lead, result.total_line, result.charted) == (0, None, (("boxes", 2.0),))
    assert (again.lines, again.way[:4]) == (result.lines, "Kept")


def test_of_one_aggregate_its_own_events_are_read(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        result = make(EACH, store, Asked(stream=stream_id("bag/a")), nobody)
        assert [line.values for line in result.lines] == [("bag", "a", 1, 1, 1, 2, 1)]
        assert len(make(EACH, store, Asked(type="bag"), nobody).lines) == 1
        with pytest.raises(BadRequest, match="reads aggregates of type box, not bag"):
            make(SUMS, store, Asked(type="bag"), nobody)


def test_what_its_author_s_code_raises_is_a_sentence(tmp_path: Path) -> None:
    broken = replace(BOXES, merged=Merged(SUMS.columns, lambda rows: rows[99]))  # type: ignore[arg-type, return-value]
    with opened(boxes(tmp_path / "s.sqlite")) as store, pytest.raises(BadRequest, match="boxes failed: IndexError"):
        make(broken, store, Asked(), nobody)


def test_what_has_no_number_is_not_drawn() -> None:
    assert result_of(("a", None), ("b", 2)).charted == (("b", 2.0),)
    assert replace(result_of(("a", 1)), report=replace(SUMS, chart="")).charted == ()
