"""The command that writes a bundle, and the store it writes."""

from __future__ import annotations

from pathlib import Path

from leftfold.casefile.bundle import read_note
from tests.cli.conftest import Leftfold


def test_a_bundle_opens_as_a_store_of_its_own(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.leftfold"
    said = leftfold("bundle", school, "3202", file, "--at", 4)
    assert (said.code, said.out) == (0, "")
    assert said.err == f"5 events of 1 aggregate are in {file}.\n"
    assert leftfold("state", file, "3202", "--json").rows == leftfold("state", school, "3202", "--json").rows
    noted = read_note(file)
    assert noted is not None
    assert (noted.version, noted.domain) == (4, "progress")


def test_pseudonyms_leave_no_id(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.leftfold"
    assert leftfold("bundle", school, "3202", "odd", file, "--pseudonymise").code == 0
    (first, second) = leftfold("aggregates", file, "--json").rows
    assert {"3202", "odd"}.isdisjoint({first["id"], second["id"]})


def test_what_cannot_be_bundled_is_told(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    assert leftfold("bundle", school, tmp_path / "x").refusal.startswith("bundle takes a store")
    assert "no aggregate" in leftfold("bundle", school, "nobody", tmp_path / "x").refusal.lower()
