"""Reports are found by their entry points, or read from a path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.domain.plugins import Entry
from leftfold.domain.report import Fold
from leftfold.domain.report_registry import Reports, report_mark
from leftfold.model.errors import CannotOpen
from leftfold.model.query import Query
from tests.reports.made_reports import ALL_TAKES, EACH, SUMS

ONE = """
from dataclasses import dataclass
from leftfold.domain.report import Column, Report
from leftfold.model.query import Measure, Query, Source, Take
RESETS = Report(
    name="resets", title="Resets", aggregate_types=("student",), chart="resets",
    columns=(Column("resets", "Resets"),), reads=Query((Measure(Take.COUNT, (Source("resetProgress"),)),)),
)
"""


def _fail() -> object:
    raise ImportError("it is broken")


def test_the_shipped_ones_are_installed_as_a_stranger_s_would_be() -> None:
    found = Reports.installed()
    assert {one.name for one in found.over(["student"])} == {"highest-lesson", "last-quiz", "lesson-growth"}
    assert [one.name for one in found.over(["cart"])] == ["computers-sold"]
    assert found.load("last-quiz").origin == "leftfold"


def test_one_that_reads_any_type_is_always_there() -> None:
    assert Reports((Entry("each", "us", lambda: EACH),)).over(["whatever"]) == (EACH,)


def test_one_that_does_not_load_is_left_out_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    reports = Reports((Entry("broken", "them", _fail), Entry("sums", "us", lambda: SUMS)))
    assert reports.found == (SUMS,)
    assert "'broken' of them cannot be loaded" in caplog.text
    with pytest.raises(CannotOpen, match="'none' of them is a int, not a leftfold Report"):
        Reports((Entry("none", "them", lambda: 3),)).load("none")


def test_one_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "resets.py"
    path.write_text(ONE)
    assert Reports(()).load(str(path)).origin == str(path)
    path.write_text(f"{ONE}\nOTHER = RESETS\n")
    assert Reports(()).load(f"{path}:OTHER").name == "resets"


@pytest.mark.parametrize(
    ("content", "asked", "sentence"),
    [
        (None, "odd", "There is no report 'odd'; known are none"),
        (None, "none.py", "no report file"),
        ("x = 1", "", "has 0 reports"),
        (ONE, ":MISSING", "has no 'MISSING'"),
        ("1 / 0", "", "ZeroDivisionError"),
    ],
)
def test_what_is_no_report_is_said_in_a_sentence(
    tmp_path: Path, content: str | None, asked: str, sentence: str
) -> None:
    path = tmp_path / "one.py"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CannotOpen, match=sentence):
        Reports(()).load(asked if content is None else f"{path}{asked}")


def test_its_mark_differs_with_what_it_reads() -> None:
    query = replace(EACH, reads=Query(ALL_TAKES[:1]))
    assert report_mark(EACH) == report_mark(replace(EACH, title="Another title"))
    assert len({report_mark(EACH), report_mark(query), report_mark(SUMS)}) == 3
    assert isinstance(SUMS.reads, Fold)
    step = SUMS.reads.step
    assert report_mark(replace(SUMS, reads=replace(SUMS.reads, step=lambda now, event: step(now, event)))) is None
