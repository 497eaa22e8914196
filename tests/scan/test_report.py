"""Findings as a file for others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.stream import StreamId
from leftfold.scan.report import check_report, reporting

ODD = Finding(StreamId("student", "<b>&1"), 3, FindingKind.FAILED, 'It said "no", twice.')


def _written(path: Path, *findings: Finding) -> str:
    with reporting(path, "Findings in <store>") as keep:
        for finding in findings:
            keep(finding)
    return path.read_text("utf-8")


def test_a_spreadsheet_reads_what_was_found(tmp_path: Path) -> None:
    head, row = csv.reader(_written(tmp_path / "found.csv", ODD).splitlines())
    assert head[:3] == ["aggregate type", "aggregate id", "version"]
    assert row == ["student", "<b>&1", "3", "error", "failed", 'It said "no", twice.']


def test_a_spreadsheet_works_out_nothing_of_what_was_found(tmp_path: Path) -> None:
    hostile = Finding(StreamId("=1+1", "@SUM(A1)"), 3, FindingKind.FAILED, "-2+3 is no lesson.")
    _head, row = csv.reader(_written(tmp_path / "found.csv", hostile).splitlines())
    assert row == ["'=1+1", "'@SUM(A1)", "3", "error", "failed", "'-2+3 is no lesson."]


def test_a_page_shows_what_was_found_and_nothing_in_it_is_taken_for_marks(tmp_path: Path) -> None:
    page = _written(tmp_path / "found.html", ODD, ODD)
    assert page.count('<tr class="error">') == 2
    assert "&lt;b&gt;&amp;1" in page
    assert "<b>" not in page
    assert "<h1>Findings in &lt;store&gt;</h1>" in page
    assert page.rstrip().endswith("</html>")


@pytest.mark.parametrize("name", ["found.html", "found.csv"])
def test_what_is_ended_leaves_the_file_as_it_was(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("before")

    def end() -> Finding:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), reporting(path, "Findings") as keep:
        keep(end())
    assert path.read_text() == "before"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be written"), reporting(tmp_path / "no" / "found.csv", "Findings"):
        pass


def test_a_file_must_tell_its_kind_by_its_name() -> None:
    check_report(Path("found.HTML"))
    with pytest.raises(BadRequest, match=r"ends in \.html or \.csv"):
        check_report(Path("found.pdf"))
