"""What is kept for the person at this computer."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from leftfold.person import add_line, user_folder


def test_lines_are_added_to_a_record_that_only_the_user_reads(tmp_path: Path) -> None:
    file = tmp_path / "new" / "record.jsonl"
    add_line(file, {"a": 1})
    add_line(file, {"b": 2})
    assert file.read_text("utf-8") == '{"a":1}\n{"b":2}\n'
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_folder().name == "leftfold"
