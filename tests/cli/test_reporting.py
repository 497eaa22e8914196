"""Reports on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.reports.made_reports import boxes
from tests.store_builders import Payload, make_native

MINE = """
from leftfold.domain.report import Column, Report
from leftfold.model.query import Measure, Query, Source, Take
PUTS = Report(name="puts", title="Puts", aggregate_types=("box",), columns=(Column("puts", "Puts"),),
              reads=Query((Measure(Take.COUNT, (Source("put"),)),)), total=lambda rows: (sum(row[0] for row in rows),))
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    return path


def test_without_a_name_those_that_read_the_store_are_listed(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    assert [row["name"] for row in leftfold("report", school, "--json").rows] == [
        "highest-lesson",
        "last-quiz",
        "lesson-growth",
    ]
    assert "Highest lesson of each student" in leftfold("report", school).out
    none = leftfold("report", boxes(tmp_path / "b.sqlite"))
    assert (none.code, none.out) == (0, "")
    assert "give the path of a Python file" in none.err


def test_the_talk_s_highest_lesson(leftfold: Leftfold, school: Path) -> None:
    rows = leftfold("report", school, "highest-lesson", "--json").rows
    assert rows == [{"type": "student", "id": "3202", "highest_lesson": 7}]
    said = leftfold("report", school, "highest-lesson", "3202")
    assert said.out.splitlines()[-1].split() == ["All", "7"]
    assert said.err == "Folded from the aggregate's own events.\n"


def test_computers_sold_in_all(leftfold: Leftfold, tmp_path: Path) -> None:
    added: list[tuple[str, Payload]] = [
        ("itemAdded", {"item": "laptop", "quantity": 2}),
        ("itemAdded", {"item": "phone"}),
    ]
    path = make_native(tmp_path / "shop.sqlite", {"cart/1": added, "cart/2": added[:1]})
    assert leftfold("report", path, "computers-sold").out.splitlines()[-1].split() == ["All", "4"]


def test_it_goes_on_from_the_last_time_unless_told(leftfold: Leftfold, school: Path) -> None:
    first = leftfold("report", school, "lesson-growth")
    assert first.err.startswith("Folded from the events")
    assert leftfold("report", school, "lesson-growth").err.startswith("Kept from the last time; 0 of")
    fresh = leftfold("report", school, "lesson-growth", "--fresh")
    assert (fresh.out, fresh.err) == (first.out, first.err)


def test_one_of_your_own_is_given_as_a_path(leftfold: Leftfold, tmp_path: Path, mine: Path) -> None:
    store = boxes(tmp_path / "b.sqlite")
    assert [row["puts"] for row in leftfold("report", store, mine, "--type", "box", "--json").rows] == [2, 2]


def test_it_is_written_to_files(leftfold: Leftfold, tmp_path: Path, mine: Path) -> None:
    store, table, page = boxes(tmp_path / "b.sqlite"), tmp_path / "r.csv", tmp_path / "r.html"
    said = leftfold("report", store, mine, "--csv", table, "--html", page)
    assert (said.code, said.out) == (0, "")
    assert "2 rows written" in said.err
    assert table.read_bytes() == b"Type,Aggregate,Puts\r\nbox,a,2\r\nbox,b,2\r\n"
    assert "<h1>Puts</h1>" in page.read_text("utf-8")
    assert leftfold("report", store, mine, "--csv", table).refusal.endswith("add --force to overwrite it.")
    assert leftfold("report", store, mine, "--csv", table, "--force").code == 0


def test_what_it_cannot_do_is_one_sentence(leftfold: Leftfold, school: Path, tmp_path: Path, mine: Path) -> None:
    assert leftfold("report", school, "odd").refusal.startswith("There is no report 'odd'; known are")
    assert (
        leftfold("report", school, mine, "3202").refusal == "The report puts reads aggregates of type box, not student."
    )
    assert "give either ID or --type" in leftfold("report", school, "last-quiz", "3202", "--type", "student").refusal
    assert leftfold("report", school, "last-quiz", "9").code == 1
    broken = tmp_path / "broken.py"
    broken.write_text(MINE.replace("sum(row[0] for row in rows)", "1 / 0"))
    store = boxes(tmp_path / "b.sqlite")
    assert leftfold("report", store, broken).refusal.startswith(
        "The total of the report puts failed: ZeroDivisionError"
    )
    broken.write_text(MINE.replace("total=lambda rows: (sum(row[0] for row in rows),)", "chart=''"))
    assert "All" not in leftfold("report", store, broken).out
