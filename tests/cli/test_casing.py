"""The command that writes a case file."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.model.stream import StreamId
from tests.cli.conftest import Leftfold


def test_a_case_is_written_with_the_notes_of_the_window(
    leftfold: Leftfold, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    Bookmarks(bookmarks_file()).put(str(school), StreamId("student", "3202"), 5, "the wrong reset")
    page = tmp_path / "case.html"
    said = leftfold("case", school, "3202", page, "--event", 4)
    assert (said.code, said.out) == (0, "")
    text = page.read_text("utf-8")
    assert "the wrong reset" in text
    assert "What version 4 changed" in text
    assert "<svg" in text


def test_a_file_that_is_there_is_kept(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    page = tmp_path / "case.html"
    page.write_text("mine")
    assert leftfold("case", school, "3202", page).refusal.endswith("or add --force to overwrite it.")
    assert page.read_text() == "mine"
    assert leftfold("case", school, "3202", page, "--force").code == 0
    assert leftfold("case", school, "3202", tmp_path / "x.html", "--at", 99).refusal.startswith("student/3202 has no")
