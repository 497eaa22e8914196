"""The reports of a run: whole, honest, and safe whatever names are in them."""

from __future__ import annotations

import csv
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typing_extensions import override

from leftfold.batch.committing import commit_run
from leftfold.batch.correction import DeleteEvents, Plan, RestoreState
from leftfold.batch.dry_run import DryRun
from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.report import totals, write_report
from leftfold.batch.run_file import Run, RunFile
from leftfold.batch.which import Where
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.session import Session
from tests.batch.bulk_reset import make_school, student, tried
from tests.store_builders import make_native

TYPE = "+1<b onclick='x'>"
HOSTILE = '=HYPERLINK("http://x","y")<script>alert(1)</script>&'


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Ten students, of whom the first had gone on and one is left out; the others are corrected."""
    file = RunFile(tmp_path / "run.jsonl")
    with closing(Session.open(str(make_school(tmp_path / "s.sqlite", 12, wrong=10, active=1)))) as session:
        session.unlock()
        tried(session, file, RestoreState())
        file.record(Outcome(student(7), Result.LEFT_OUT))
        list(commit_run(session, file, progress=lambda _done: None))
    return file.read()


@pytest.fixture
def hostile(tmp_path: Path) -> Run:
    """A student with a name, a map and a reason that would be run."""
    events = [("placeStudent", {"map": HOSTILE, "lesson": 4}), ("placeStudent", {"map": "-1+1", "lesson": 2})]
    path = make_native(tmp_path / "h.sqlite", {f"{TYPE}/@SUM(A1)": events})
    file = RunFile(tmp_path / "hostile.jsonl")
    with closing(Session.open(str(path), domain="progress")) as session:
        plan = Plan(which=Where("event.version = 2"), correction=DeleteEvents(), because=Because("<b>", HOSTILE))
        file.begin(session.place, plan)
        list(file.propose(DryRun(session, plan).proposals(lambda _progress: None)))
    return file.read()


class Page(HTMLParser):
    """What a browser makes of a page: its tags with what they load, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.text = ""
        self.feed(path.read_text("utf-8"))

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [name for name, _value in attrs if name in ("src", "href") or name.startswith("on")]

    @override
    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_totals_add_up(run: Run) -> None:
    assert totals(run) == {"aggregates": 10, "committed": 9, "left out": 1}


def test_the_page_says_what_why_who_and_each_before_and_after(run: Run, tmp_path: Path) -> None:
    write_report(run, tmp_path / "r.html")
    page = Page(tmp_path / "r.html")
    for words in ("Correction of 10 aggregates", "A wrong bulk reset", "T-7", "Ada", "bring the state back"):
        assert words in page.text
    assert page.tags.count("tr") == 11
    assert "currentPosition: 1 →  8" in page.text
    # The one who had gone on is unlike the others.
    assert page.text.index("student/0000") < page.text.index("student/0001")
    assert page.loaded == []


def test_the_table_has_a_row_a_change(run: Run, tmp_path: Path) -> None:
    write_report(run, tmp_path / "r.csv")
    rows = table(tmp_path / "r.csv")
    assert [(row["id"], row["field"], row["before"], row["after"]) for row in rows[:3]] == [
        ("0000", "currentPosition", "1", "4"),
        ("0000", "currentActivity", "2", "1"),
        ("0004", "currentPosition", "1", "8"),
    ]
    assert {row["result"] for row in rows} == {"committed", "left out"}
    assert rows[0]["what happened"] == "Progress was reset to lesson 1, activity 1 (was lesson 4, activity 1)"


def test_nothing_in_a_table_is_run(hostile: Run, tmp_path: Path) -> None:
    write_report(hostile, tmp_path / "r.csv")
    rows = table(tmp_path / "r.csv")
    assert rows[0]["type"] == f"'{TYPE}"
    assert rows[0]["id"] == "'@SUM(A1)"
    assert ["'-1+1", f"'{HOSTILE}"] in [[row["before"], row["after"]] for row in rows]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_negative_number_is_no_formula(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.sqlite", {"account/1": [("set", {"n": -5}), ("set", {"n": 7})]})
    file = RunFile(tmp_path / "run.jsonl")
    with closing(Session.open(str(path))) as session:
        plan = Plan(which=Where("event.data.n = 7"), correction=DeleteEvents(), because=Because("a", "b"))
        file.begin(session.place, plan)
        list(file.propose(DryRun(session, plan).proposals(lambda _progress: None)))
    write_report(file.read(), tmp_path / "r.csv")
    assert [(row["before"], row["after"]) for row in table(tmp_path / "r.csv")] == [("7", "-5")]


def test_nothing_in_a_page_is_run(hostile: Run, tmp_path: Path) -> None:
    write_report(hostile, tmp_path / "r.html")
    page = Page(tmp_path / "r.html")
    assert "script" not in page.tags
    # Those of the totals and of the values after.
    assert page.tags.count("b") == 2 + len(hostile.proposal(0).changes)
    assert HOSTILE in page.text
    assert page.loaded == []


def test_what_is_rejected_or_in_trouble_is_said(tmp_path: Path) -> None:
    path = make_native(
        tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 4}), ("quizTaken", {"quiz": "A"})]}
    )
    file = RunFile(tmp_path / "run.jsonl")
    with closing(Session.open(str(path))) as session:
        plan = Plan(which=Where("event.type = 'quizTaken'"), correction=RestoreState(), because=Because("a", "b"))
        file.begin(session.place, plan)
        list(file.propose(DryRun(session, plan).proposals(lambda _progress: None)))
    run = file.read()
    assert totals(run) == {"aggregates": 1, "rejected": 1}
    write_report(run, tmp_path / "r.csv")
    assert table(tmp_path / "r.csv")[0]["trouble"] == "No events of Student progress lead to the state that is wanted."
    write_report(run, tmp_path / "r.html")
    assert "⚠ No events of Student progress lead to the state that is wanted." in Page(tmp_path / "r.html").text


def test_a_name_or_place_that_cannot_be_is_said(run: Run, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"let its name end in \.html or \.csv"):
        write_report(run, tmp_path / "r.pdf")
    with pytest.raises(CannotOpen):
        write_report(run, tmp_path / "nowhere" / "r.csv")
