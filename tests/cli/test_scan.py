"""The command that looks for findings in a whole store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.scan.made import make_wrong
from tests.school import EVENTS
from tests.store_builders import make_native

WHOLE = "Read 203 events of 40 aggregates: 6 findings.\n"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return make_wrong(tmp_path / "wrong.sqlite")


def test_findings_are_printed_and_there_being_any_is_a_no(leftfold: Leftfold, wrong: Path) -> None:
    said = leftfold("scan", wrong)
    assert (said.code, said.err) == (1, WHOLE)
    lines = said.out.splitlines()
    assert lines[3] == "student/011  9  error  gap  Versions 6 to 8 are missing before version 9."
    assert lines[-1] == "student/003  6  warning  orphan  Its causation names e0, which is no event of this store."


def test_a_store_with_nothing_wrong_is_a_yes(leftfold: Leftfold, tmp_path: Path) -> None:
    said = leftfold("scan", make_native(tmp_path / "good.sqlite", {"student/1": EVENTS}))
    assert (said.code, said.out, said.err) == (0, "", "Read 5 events of 1 aggregate: no finding.\n")


def test_programs_are_given_rows(leftfold: Leftfold, wrong: Path) -> None:
    said = leftfold("scan", wrong, "--json", "--jobs", 1)
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert rows[3] == {
        "type": "student",
        "id": "011",
        "version": 9,
        "kind": "gap",
        "severity": "error",
        "sentence": "Versions 6 to 8 are missing before version 9.",
    }


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (["--only", "gap"], ["gap"]),
        (["--only", "gap", "--only", "orphan"], ["gap", "orphan"]),
        (["--type", "cart"], []),
        (["--where", "event.type = 'odd'", "--only", "condition"], ["condition", "condition"]),
        (["--domain", "generic", "--only", "unknown-type"], []),
        (["--type", "student", "--only", "orphan"], []),
    ],
)
def test_what_is_looked_for_can_be_chosen(
    leftfold: Leftfold, wrong: Path, options: list[str], kinds: list[str]
) -> None:
    said = leftfold("scan", wrong, "--json", *options)
    assert [json.loads(line)["kind"] for line in said.out.splitlines()] == kinds
    assert said.code == (1 if kinds else 0)


def test_causes_that_are_not_looked_for_are_said(leftfold: Leftfold, wrong: Path) -> None:
    said = leftfold("scan", wrong, "--type", "student", "--only", "orphan")
    assert said.err.startswith("Causes are looked for only where all types are read")


def test_a_scan_that_is_through_is_told_again_from_its_journal(leftfold: Leftfold, wrong: Path, tmp_path: Path) -> None:
    journal = tmp_path / "scan.journal"
    first = leftfold("scan", wrong, "--resume", journal)
    assert leftfold("scan", wrong, "--resume", journal) == first


@pytest.mark.parametrize("name", ["found.html", "found.csv"])
def test_what_is_found_is_written_to_a_report_too(leftfold: Leftfold, wrong: Path, tmp_path: Path, name: str) -> None:
    leftfold("scan", wrong, "--report", tmp_path / name)
    assert (tmp_path / name).read_text("utf-8").count("Versions 6 to 8 are missing") == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--where", "lesson ="], "The condition goes wrong at column"),
        (["--only", "condition"], "add --where EXPR"),
        (["--only", "nothing"], "Invalid value for '--only'"),
        (["--jobs", "0"], "Invalid value for '--jobs'"),
        (["--jobs", "2", "--cluster", "tcp://x:1"], "give either --jobs or --cluster"),
        (["--report", "found.pdf"], "ends in .html or .csv"),
        (["--domain", "sales"], "is a projection"),
        (["--domain", "nowhere.py"], "There is no domain file"),
        (["--resume", "/nowhere/journal"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    leftfold: Leftfold, wrong: Path, options: list[str], told: str
) -> None:
    said = leftfold("scan", wrong, *options)
    assert said.code == 2
    assert told in said.refusal


def test_a_scan_that_is_interrupted_says_how_it_goes_on(tmp_path: Path) -> None:
    store = make_native(tmp_path / "a.sqlite", {"student/1": EVENTS})
    domain, journal = tmp_path / "waiting.py", tmp_path / "scan.journal"
    domain.write_text(
        "import sys, time\nfrom dataclasses import replace\nfrom leftfold.domain.generic import generic_domain\n"
        "def evolve(state, event):\n    print('here', file=sys.stderr, flush=True)\n    time.sleep(60)\n"
        "DOMAIN = replace(generic_domain(), evolve=evolve)\n"
    )
    command = [sys.executable, "-m", "leftfold", "scan", str(store), "--domain", str(domain), "--resume", str(journal)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert started.stderr is not None
    assert started.stderr.readline() == "here\n"
    os.kill(started.pid, signal.SIGINT)
    _out, err = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "the same command goes on from there" in err
    assert "Traceback" not in err
    assert journal.exists()
