"""Reports of what went wrong inside Leftfold itself."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from leftfold import __version__, crashes
from leftfold.crashes import marking_end, report_text, reporting, versions, write_report


def an_error() -> ValueError:
    try:
        raise ValueError("out of place")
    except ValueError as error:
        return error


def test_a_report_says_what_where_and_with_which_versions() -> None:
    text = report_text(an_error())
    assert "ValueError: out of place" in text
    assert Path(__file__).name in text
    assert f"leftfold {__version__}" in text
    assert versions()["numpy"] in text
    assert "Nothing was sent" in text


def test_the_latest_reports_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crashes, "_KEPT", 2)
    folder = tmp_path / "reports"
    files = [write_report(an_error(), folder) for _again in range(4)]
    assert [file and file.exists() for file in files] == [False, False, True, True]
    assert files[-1] is not None
    assert "out of place" in files[-1].read_text()


def test_where_no_report_can_be_written_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert write_report(an_error(), tmp_path / "file" / "reports") is None


def test_what_nobody_caught_is_told_from_any_thread(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    before = sys.excepthook, threading.excepthook
    with reporting(lambda error: told.append(str(error))):
        error = an_error()
        sys.excepthook(type(error), error, error.__traceback__)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        hook = threading.excepthook
        hook(threading.ExceptHookArgs((ValueError, ValueError("in a thread"), None, None)))
        hook(threading.ExceptHookArgs((SystemExit, SystemExit(), None, None)))
    assert told == ["out of place", "in a thread"]
    assert (sys.excepthook, threading.excepthook) == before
    assert "ValueError: out of place" in capsys.readouterr().err


DIES = """
import faulthandler, sys
from pathlib import Path
from leftfold.crashes import marking_end
with marking_end(Path(sys.argv[1])):
    if sys.argv[2] == "dies":
        faulthandler._sigsegv()
"""


def run(folder: Path, how: str) -> int:
    return subprocess.run([sys.executable, "-c", DIES, folder, how], check=False, capture_output=True).returncode


def test_what_a_process_that_died_left_is_found_once(tmp_path: Path) -> None:
    assert run(tmp_path, "ends") == 0
    assert [*tmp_path.iterdir()] == []
    assert run(tmp_path, "dies") != 0
    (tmp_path / "died-none.txt").touch()
    (tmp_path / f"died-{os.getppid()}.txt").write_text("it runs still")
    found = crashes._left_behind(tmp_path)
    assert found is not None
    assert "Segmentation fault" in found.read_text()
    assert crashes._left_behind(tmp_path) is None
    assert {file.name for file in tmp_path.iterdir()} == {found.name, f"died-{os.getppid()}.txt"}


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with marking_end(tmp_path / "file" / "reports") as earlier:
        assert earlier is None
