"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.whole_file import whole_file


def test_a_file_appears_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with whole_file(path) as made:
        made.write_text("whole", "utf-8")
        assert not path.exists()
        assert made.name == path.name
    assert path.read_text("utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("precious", "utf-8")
    with pytest.raises(ZeroDivisionError):
        _write_half(path)
    assert path.read_text("utf-8") == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_replaces_the_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")
    with whole_file(path) as made:
        made.write_text("new", "utf-8")
    assert path.read_text("utf-8") == "new"


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "a.txt"
    with pytest.raises(CannotOpen, match=r"a\.txt cannot be written: No such file or directory"), whole_file(path):
        pytest.fail("nothing could be written")


def test_a_place_that_is_taken_by_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(CannotOpen, match="cannot be written"), whole_file(tmp_path / "a.txt") as made:
        made.touch()
    assert (tmp_path / "a.txt").is_dir()


def _write_half(path: Path) -> None:
    with whole_file(path) as made:
        made.write_text("half", "utf-8")
        raise ZeroDivisionError
