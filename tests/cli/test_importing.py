"""The import: all rows or none, told how far it is, and nothing that looks like a success where it was none."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from leftfold.cli import importing
from leftfold.cli.main import INTERRUPTED
from leftfold.store import sqlite_engine
from leftfold.store.opening import create_store
from tests.cli.conftest import Leftfold
from tests.store_builders import make_eventsourcing, opened

HEADER = (
    "student_id,event_type,code_module,code_presentation,day,id_assessment,assessment_type,weight,is_banked,score,"
    "final_result\n"
)
GOOD = "1,registered,AAA,2013J,-9,,,,,,\n1,assessment_submitted,AAA,2013J,5,1752,TMA,10,0,78,\n"
BAD = "1,assessment_submitted,AAA,2013J,soon,1752,TMA,10,0,78,\n"
SIGNED = ("--map", "oulad", "--author", "mira")
DATA = Path(__file__).parents[3] / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the real data sets are not beside the checkout")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Two good rows of one student."""
    path = tmp_path / "rows.csv"
    path.write_text(HEADER + GOOD, "utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the store shall be; it is not there."""
    return tmp_path / "school.sqlite"


@contextmanager
def halfway(tmp_path: Path, store: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An import in a process of its own that has read many rows of a pipe and waits for more."""
    pipe = tmp_path / "rows.jsonl"
    os.mkfifo(pipe)
    event = {"recorded_at": "2024-05-01T08:00:00Z", "type": "lessonCompleted", "data": {"lesson": 1}, "deleted": False}
    line = json.dumps({"aggregate_type": "student", "aggregate_id": "1", **event}).encode() + b"\n"
    command = [sys.executable, "-m", "leftfold", "import", str(pipe), str(store), "--map", "leftfold", "--author", "x"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process, pipe.open("wb") as feed:
        # Far more than a pipe holds: once the last row is written, nearly all are read, and some batches are inserted.
        for _ in range(20_000):
            feed.write(line)
        feed.flush()
        yield process


def test_rows_become_the_events_of_a_new_store(leftfold: Leftfold, rows: Path, store: Path) -> None:
    said = leftfold("import", rows, store, *SIGNED, "--reason", "for a course", "--ticket", "SUP-1")
    assert (said.code, said.out, said.err) == (0, "", "2 events of 1 aggregate imported.\n")
    assert [row["type"] for row in leftfold("events", store, "1-AAA-2013J", "--json").rows] == [
        "placeStudent",
        "quizTaken",
    ]
    with opened(store) as made:
        (entry,) = made.audit()
    assert (entry.because.author, entry.because.reason, entry.because.ticket) == ("mira", "for a course", "SUP-1")
    assert sorted(store.parent.iterdir()) == [rows, store]


def test_an_import_tells_by_itself_what_it_was(leftfold: Leftfold, rows: Path, store: Path) -> None:
    assert leftfold("import", rows, store, *SIGNED).code == 0
    with opened(store) as made:
        assert made.audit()[0].because.reason == "Imported from rows.csv with the map oulad"


def test_rows_are_appended_to_a_store_that_is_there(leftfold: Leftfold, rows: Path, store: Path) -> None:
    for _ in range(2):
        assert leftfold("import", rows, store, *SIGNED).code == 0
    assert [row["version"] for row in leftfold("events", store, "1-AAA-2013J", "--json").rows] == [1, 2, 3, 4]


def test_a_bad_row_is_told_with_its_line_and_ends_the_import(leftfold: Leftfold, rows: Path, store: Path) -> None:
    rows.write_text(HEADER + GOOD + BAD, "utf-8")
    said = leftfold("import", rows, store, *SIGNED)
    assert said.code == 2
    assert said.refusal == 'rows.csv, line 4 has "soon" in day, which is no whole number; nothing was imported.'
    assert list(store.parent.iterdir()) == [rows]
    create_store(str(store)).close()
    assert leftfold("import", rows, store, *SIGNED).code == 2
    assert leftfold("info", store).out.startswith("school.sqlite holds 0 events")


def test_bad_rows_are_skipped_where_asked(leftfold: Leftfold, rows: Path, store: Path) -> None:
    rows.write_text(HEADER + BAD + GOOD + BAD, "utf-8")
    said = leftfold("import", rows, store, *SIGNED, "--on-bad-row", "skip")
    assert said.code == 0
    assert said.err.splitlines() == [
        'Line 2 is skipped: it has "soon" in day, which is no whole number.',
        'Line 5 is skipped: it has "soon" in day, which is no whole number.',
        "2 events of 1 aggregate imported.",
        "2 bad rows skipped.",
    ]


def test_rows_that_the_map_leaves_out_are_counted(leftfold: Leftfold, tmp_path: Path, store: Path) -> None:
    rows = tmp_path / "events.jsonl"
    event = {"aggregate_type": "t", "aggregate_id": "1", "type": "e", "data": {}, "recorded_at": "2024-05-01T08:00:00Z"}
    rows.write_text("".join(json.dumps({**event, "deleted": gone}) + "\n" for gone in (False, True)), "utf-8")
    said = leftfold("import", rows, store, "--map", "leftfold", "--author", "mira")
    assert said.err.splitlines() == [
        "1 event of 1 aggregate imported.",
        "1 row matched no rule of the map and was left out.",
    ]


def test_a_terminal_is_told_on_one_line_how_far_it_is(
    leftfold: Leftfold, rows: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = leftfold("import", rows, store, *SIGNED)
    assert said.err.replace("\r", "|").replace("\x1b[K", "") == (
        "|2 events, 100% of the file|2 events of 1 aggregate imported.\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty; a CSV file begins with a line of the columns' names"),
        (gzip.compress((HEADER + GOOD).encode(), mtime=0)[:-20], "is damaged or cut off after line"),
        (gzip.compress(HEADER.encode(), mtime=0)[:12] + b"\xff" * 40, "is damaged or cut off after line 0"),
        (b"a,b\n1,2\n", 'has no column "student_id"'),
    ],
    ids=["absent", "empty", "cut off", "damaged", "other columns"],
)
def test_a_file_that_cannot_be_read_is_told(
    leftfold: Leftfold, rows: Path, store: Path, content: bytes | None, told: str
) -> None:
    rows.unlink() if content is None else rows.write_bytes(content)
    said = leftfold("import", rows, store, *SIGNED)
    assert (said.code, told in said.refusal) == (2, True)
    assert [path for path in store.parent.iterdir() if path != rows] == []


def test_a_map_that_is_none_is_told(leftfold: Leftfold, rows: Path, store: Path) -> None:
    said = leftfold("import", rows, store, "--map", "oulat", "--author", "mira")
    assert (said.code, 'There is no import map "oulat"; known are leftfold, moodle, oulad' in said.refusal) == (2, True)
    said = leftfold("import", rows, store, "--map", rows, "--author", "mira")
    assert (said.code, "is not valid TOML" in said.refusal) == (2, True)
    assert not store.exists()


def test_a_place_where_no_store_can_be_made_is_told(leftfold: Leftfold, rows: Path, tmp_path: Path) -> None:
    store = tmp_path / "absent" / "school.sqlite"
    said = leftfold("import", rows, store, *SIGNED)
    assert (said.code, said.refusal) == (2, f"{store} cannot be written: No such file or directory.")


def test_what_is_no_store_of_leftfold_takes_no_import(leftfold: Leftfold, rows: Path, store: Path) -> None:
    make_eventsourcing(store, [("a" * 32, 1, "app:Account.Opened", b"{}")])
    before = store.read_bytes()
    said = leftfold("import", rows, store, *SIGNED)
    assert (said.code, "only in a store of Leftfold's own layout" in said.refusal) == (1, True)
    assert store.read_bytes() == before
    said = leftfold("import", rows, rows, *SIGNED)
    assert (said.code, "is not a SQLite database" in said.refusal) == (2, True)


def test_a_store_that_is_locked_takes_no_import(
    leftfold: Leftfold, rows: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "BUSY_SECONDS", 0)
    create_store(str(store)).close()
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = leftfold("import", rows, store, *SIGNED)
    assert (said.code, "is locked by another program" in said.refusal) == (2, True)


def test_a_store_that_appears_meanwhile_is_not_overwritten(
    leftfold: Leftfold, rows: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "end_progress", lambda: store.write_text("precious", "utf-8"))
    said = leftfold("import", rows, store, *SIGNED)
    assert (said.code, "was made by another program meanwhile; nothing was imported" in said.refusal) == (2, True)
    assert store.read_text("utf-8") == "precious"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes and no such signals")
def test_an_import_that_is_interrupted_leaves_nothing(tmp_path: Path, store: Path) -> None:
    with halfway(tmp_path, store) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait() == INTERRUPTED
        assert process.stderr is not None
        assert process.stderr.read().decode().strip() == "leftfold: Interrupted."
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes and no such signals")
def test_an_import_that_is_killed_leaves_no_store(tmp_path: Path, store: Path) -> None:
    with halfway(tmp_path, store) as process:
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert not store.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes and no such signals")
def test_an_import_that_is_killed_leaves_a_store_as_it_was(
    leftfold: Leftfold, rows: Path, tmp_path: Path, store: Path
) -> None:
    leftfold("import", rows, store, *SIGNED)
    with halfway(tmp_path, store) as process:
        process.kill()
        process.wait()
    (row,) = leftfold("info", store, "--json").rows
    assert (row["events"], row["aggregates"]) == (2, 1)
    assert leftfold("import", rows, store, *SIGNED).code == 0


@real
@pytest.mark.parametrize(
    ("file", "how", "told"),
    [
        ("oulad_events.csv.gz", "oulad", "216,532 events of 32,587 aggregates imported."),
        ("moodle_edify_events.csv.gz", "moodle", " imported."),
    ],
)
def test_a_real_file_is_imported_in_one_go(leftfold: Leftfold, store: Path, file: str, how: str, told: str) -> None:
    said = leftfold("import", DATA / file, store, "--map", how, "--author", "mira")
    assert said.code == 0
    assert any(line.endswith(told) for line in said.err.splitlines())
