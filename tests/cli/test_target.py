"""The file that a command writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.cli.target import NewFile
from leftfold.model.errors import BadRequest, Refused


def test_a_new_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    with NewFile(path, force=False).written() as whole:
        whole.write_text("all of it")
        assert not path.exists()
    assert path.read_text() == "all of it"
    with pytest.raises(Refused, match="exists already"), NewFile(path, force=False).written():
        pytest.fail("it must not be written")


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no file that could be overwritten"), NewFile(tmp_path, force=True).written():
        pytest.fail("it must not be written")
    with pytest.raises(BadRequest, match="cannot be written"), NewFile(tmp_path / "x", force=True).written() as whole:
        (whole / "inside").write_text("no folder")
