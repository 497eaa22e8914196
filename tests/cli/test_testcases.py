"""The command that writes a test."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Leftfold


def test_a_test_is_written(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    file = tmp_path / "test_case.py"
    said = leftfold("testcase", school, "3202", file, "--at", 2)
    assert (said.code, said.out) == (0, "")
    text = file.read_text("utf-8")
    assert "def test_student_3202_at_version_2():" in text
    assert "DOMAIN = Domains.installed().load('progress')" in text


def test_a_domain_of_a_file_is_loaded_from_there(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    domain = tmp_path / "mine.py"
    domain.write_text("from leftfold.domains import progress\nMINE = progress.PROGRESS\n")
    file = tmp_path / "test_case.py"
    assert leftfold("testcase", school, "3202", file, "--domain", f"{domain}:MINE").code == 0
    assert f"load({f'{domain}:MINE'!r})" in file.read_text("utf-8")


def test_what_makes_no_test_is_told(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    file = tmp_path / "test_case.py"
    assert "cannot be read" in leftfold("testcase", school, "odd", file).refusal
    assert not file.exists()
