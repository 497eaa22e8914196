"""The bench's command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from leftfold.bench.__main__ import bench, main
from leftfold.model.errors import BadRequest
from leftfold.session import Session


def test_some_of_it_is_measured_as_a_table_and_as_json(tmp_path: Path) -> None:
    arguments = ["--scale", "0.0001", "--only", "what-if", "--only", "search", "--keep", str(tmp_path / "kept")]
    told = CliRunner().invoke(bench, arguments)
    assert told.exit_code == 0, told.stderr
    named = ["what-if", "what-if", "search"]
    assert [line.split()[1] for line in told.stdout.splitlines() if line.startswith("| ")][1:] == named
    assert "Measuring search" in told.stderr
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    rows = [json.loads(line) for line in CliRunner().invoke(bench, [*arguments, "--json"]).stdout.splitlines()]
    assert [row.get("name") for row in rows] == [None, *named]
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()} == kept


def test_a_store_is_made(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    told = CliRunner().invoke(bench, ["make", str(path), "--aggregates", "3", "--events", "10", "--payload", "99"])
    assert (told.exit_code, told.stderr) == (0, f"{path} holds 10 events of 3 aggregates.\n")
    session = Session.open(str(path))
    try:
        assert session.store.counts().events == 10
    finally:
        session.close()


def test_fewer_events_than_aggregates_are_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(bench, ["make", str(tmp_path / "s"), "--aggregates", "3", "--events", "2"])
    assert isinstance(told.exception, BadRequest)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.sqlite"
    path.write_text("mine")
    monkeypatch.setattr("sys.argv", ["bench", "make", str(path), "--aggregates", "1", "--events", "1"])
    assert main() == 2
    assert capsys.readouterr().err.startswith("leftfold: ")
    assert path.read_text() == "mine"
