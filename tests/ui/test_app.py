"""The window as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.school import EVENTS
from tests.store_builders import make_native


@pytest.fixture
def school(tmp_path: Path) -> str:
    return str(make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS}))


def _run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "leftfold", *arguments]
    return subprocess.run(command, env={**bare, **home}, capture_output=True, text=True, check=False, timeout=60)


def test_a_picture_is_made_in_silence_and_leaves_no_settings(school: str, tmp_path: Path) -> None:
    file = tmp_path / "shot.png"
    done = _run(tmp_path, "open", school, "--aggregate", "3202", "--at", "5", "--screenshot", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert QImage(str(file)).width() == 1440
    assert not (tmp_path / "config").exists()


def test_what_cannot_be_shown_is_one_sentence(school: str, tmp_path: Path) -> None:
    done = _run(tmp_path, "open", school, "--aggregate", "nobody", "--screenshot", str(tmp_path / "shot.png"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("leftfold: ")
    assert done.stderr.count("\n") == 1
