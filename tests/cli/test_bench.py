"""The bench command: its process gets the arguments, what it prints is printed, and its exit code is given on."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Leftfold


def test_a_store_is_made_by_the_benchs_own_process(leftfold: Leftfold, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    assert leftfold("bench", "make", path, "--aggregates", 2, "--events", 4).code == 0
    assert leftfold("info", path, "--json").rows[0]["events"] == 4
    assert leftfold("bench", "make", path, "--aggregates", 2, "--events", 4).code == 2


def test_its_help_is_the_benchs_own(leftfold: Leftfold) -> None:
    said = leftfold("bench", "--help")
    assert said.code == 0
    for name in ("--scale", "--only", "--keep", "--json", "make"):
        assert f"  {name}" in said.out


def test_a_measurement_is_printed(leftfold: Leftfold) -> None:
    rows = leftfold("bench", "--scale", "0.0001", "--only", "what-if", "--json").rows
    assert [row.get("name") for row in rows] == [None, "what-if", "what-if"]
