"""The export: every event is in it, nothing is overwritten unasked, and a file is whole or as it was."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leftfold.cli import exporting, progress
from tests.cli.conftest import Leftfold
from tests.store_builders import make_native


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def test_every_event_is_written_with_its_aggregate(leftfold: Leftfold, school: Path, target: Path) -> None:
    said = leftfold("export", school, target)
    assert (said.code, said.out, said.err) == (0, "", "6 events written.\n")
    rows = _lines(target)
    assert [(row["aggregate_id"], row["version"]) for row in rows] == [*(("3202", v) for v in range(1, 6)), ("odd", 1)]
    listed = leftfold("events", school, "3202", "--json").rows
    assert rows[:5] == [{"aggregate_type": "student", "aggregate_id": "3202", **row} for row in listed]
    assert sorted(target.parent.iterdir()) == [target, school]


def test_what_cannot_be_read_keeps_its_bytes(leftfold: Leftfold, school: Path, target: Path) -> None:
    with closing(sqlite3.connect(school)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, metadata, recorded_at) "
            "VALUES ('student', 'odd', 2, 'placeStudent', '{}', CAST(X'ff' AS TEXT), '2024-05-01T08:00:00.000000Z')"
        )
    leftfold("export", school, "odd", target)
    first, second = _lines(target)
    assert (first["data"], first["undecodable"]["base64"]) == (None, "ew==")
    assert (second["metadata"], second["undecodable_metadata"]["base64"]) == (None, "/w==")
    assert "undecodable" not in second


def test_a_long_export_tells_how_far_it_is(
    leftfold: Leftfold, school: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "STEP", 2)
    monkeypatch.setattr(progress, "TOLD", 4)
    assert leftfold("export", school, target).err == "4 events written\n6 events written.\n"


def test_one_aggregate_to_stdout(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("export", school, "odd", "-")
    assert [row["aggregate_id"] for row in said.rows] == ["odd"]
    assert said.err == "1 event written.\n"


def test_more_aggregates_than_a_page(
    leftfold: Leftfold, tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    ids = ["a", "b", "c", "d"]
    store = make_native(tmp_path / "s.sqlite", {f"student/{id_}": [("placeStudent", {"lesson": 1})] for id_ in ids})
    assert leftfold("export", store, target).code == 0
    assert [row["aggregate_id"] for row in _lines(target)] == ids


def test_a_file_is_overwritten_only_where_asked(leftfold: Leftfold, school: Path, target: Path) -> None:
    target.write_text("precious", "utf-8")
    said = leftfold("export", school, target)
    assert (said.code, "add --force to overwrite it" in said.refusal) == (1, True)
    assert target.read_text("utf-8") == "precious"
    assert leftfold("export", school, target, "--force").code == 0
    assert len(_lines(target)) == 6


def test_an_export_that_fails_leaves_the_file_as_it_was(
    leftfold: Leftfold, school: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    target.write_text("precious", "utf-8")
    monkeypatch.setattr(exporting, "write_json", full)
    said = leftfold("export", school, target, "--force")
    assert (said.code, said.refusal) == (2, f"{target} cannot be written: No space left on device.")
    assert target.read_text("utf-8") == "precious"
    assert sorted(target.parent.iterdir()) == [target, school]


def test_a_link_stays_and_leads_to_what_was_written(leftfold: Leftfold, school: Path, target: Path) -> None:
    real = target.with_name("real.jsonl")
    real.touch()
    target.symlink_to(real)
    assert leftfold("export", school, target, "--force").code == 0
    assert target.is_symlink()
    assert len(_lines(real)) == 6


def test_a_place_that_cannot_be_written_is_told(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    absent = tmp_path / "absent" / "events.jsonl"
    said = leftfold("export", school, absent)
    assert (said.code, said.refusal) == (2, f"{absent} cannot be written: No such file or directory.")
    said = leftfold("export", school, tmp_path, "--force")
    assert (said.code, "is no file that could be overwritten" in said.refusal) == (2, True)
    said = leftfold("export", school, os.devnull, "--force")
    assert (said.code, "is no file that could be overwritten" in said.refusal) == (2, True)


def test_the_arguments_are_a_store_an_id_and_a_file(leftfold: Leftfold, school: Path, target: Path) -> None:
    said = leftfold("export", school, "3202", "odd", target)
    assert (said.code, "at most one aggregate id" in said.refusal) == (2, True)
    assert leftfold("export", school, "nobody", target).code == 1
    assert leftfold("export", school).code == 2
    assert not target.exists()


def test_what_is_exported_can_be_imported(leftfold: Leftfold, school: Path, target: Path, tmp_path: Path) -> None:
    leftfold("delete", school, "3202", "5", "--reason", "wrong reset", "--author", "mira")
    leftfold("export", school, target)
    copy = tmp_path / "copy.sqlite"
    said = leftfold("import", target, copy, "--map", "leftfold", "--author", "mira")
    assert said.err == ("4 events of 1 aggregate imported.\n2 rows matched no rule of the map and were left out.\n")
    columns = ("version", "type", "data", "metadata", "recorded_at")
    both = [
        [tuple(row[column] for column in columns) for row in leftfold("events", store, "3202", "--json").rows]
        for store in (school, copy)
    ]
    assert both[0][:4] == both[1]
