"""The audit as a file that a spreadsheet, a browser or a program reads."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.draft.audit_report import write_audit
from leftfold.model.audit import audit_row
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest
from tests.model.test_audit import ENTRY

ODD = replace(ENTRY, number=8, at=None, because=Because("=1+1", "a <b> & c"), stream=None, states=None, sure=False)


def test_a_table_has_a_row_an_entry_and_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_audit(path, [ENTRY, ODD], "school") == 2
    one, odd = csv.DictReader(path.read_text("utf-8").splitlines())
    assert (one["entry"], one["author"], one["aggregate"], one["edits"]) == (
        "7",
        "Mira Castell",
        "student/3202",
        "Appended resetProgress",
    )
    assert (odd["author"], odd["at (UTC)"], odd["edits"]) == ("'=1+1", "", "perhaps: Appended resetProgress")


def test_a_page_has_what_was_typed_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.HTML"
    write_audit(path, [ODD], "<school>")
    page = path.read_text("utf-8")
    assert "<td>a &lt;b&gt; &amp; c</td>" in page
    assert "<h1>Audit of &lt;school&gt;</h1>" in page


def test_lines_are_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_audit(path, iter([ENTRY]), "school")
    assert json.loads(path.read_text("utf-8")) == audit_row(ENTRY)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"^a\.doc ends in none of \.csv, \.html, \.jsonl; name the file so"):
        write_audit(tmp_path / "a.doc", [], "school")
