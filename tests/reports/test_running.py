"""A report is worked out by the database where it can, else by a fold in one pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.domain.report import Fold
from leftfold.model.errors import Cancelled
from leftfold.reports import running
from leftfold.reports.running import Part, of_streams, streamed, types_of, work_out
from tests.reports.made_reports import EACH, SUMS, boxes
from tests.store_builders import make_eventsourcing, opened, stream_id


def nobody(_done: int) -> None:
    """Nobody watches."""


def test_a_query_is_answered_by_the_database_and_a_fold_streamed(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        answered = work_out(EACH, store, ("box",), nobody)
        assert answered.way == "Answered by the database."
        assert answered.parts == streamed(EACH, store, ("box",), nobody)
        folded = work_out(SUMS, store, ("box",), nobody)
        assert folded.way == "Folded from the events, since its fold is code of its own."
        assert folded.parts == {stream_id("box/a"): Part(((7,),)), stream_id("box/b"): Part(((10,),), 1)}
        assert of_streams(SUMS, store, [stream_id("box/b")], nobody) == {stream_id("box/b"): Part(((10,),), 1)}


def test_only_the_types_it_reads_are_read(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        assert types_of(SUMS, store, None) == ("box",)
        assert types_of(EACH, store, None) == ("bag", "box")
        assert types_of(EACH, store, "bag") == ("bag",)
        assert types_of(SUMS, store, "bag") == ()
        assert streamed(SUMS, store, (), nobody) == streamed(SUMS, store, ("nothing",), nobody) == {}


def test_a_store_without_an_order_is_read_aggregate_by_aggregate(tmp_path: Path) -> None:
    rows = [(name, version, "m:Dog.Born", b"{}") for name in ("x", "y") for version in (1, 2)]
    counting = replace(EACH, reads=Fold(0, lambda count, _event: count + 1, lambda count: ((count,),)))
    with opened(make_eventsourcing(tmp_path / "e.db", rows)) as store:
        parts = streamed(counting, store, store.types(), nobody)
        assert [part.rows for part in parts.values()] == [((2,),), ((2,),)]


def test_rows_that_cannot_be_told_are_counted(tmp_path: Path) -> None:
    broken = replace(SUMS, reads=Fold(0, lambda count, _event: count, lambda count: ((1 // count,),)))
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        assert streamed(broken, store, ("box",), nobody)[stream_id("box/a")] == Part((), 1)


def test_it_tells_how_far_it_is_and_can_be_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_TOLD", 2)
    heard: list[int] = []

    def stop(done: int) -> None:
        heard.append(done)
        if done == 2:
            raise Cancelled

    with opened(boxes(tmp_path / "s.sqlite")) as store, pytest.raises(Cancelled):
        streamed(SUMS, store, ("box",), stop)
    assert heard[-1] == 2
