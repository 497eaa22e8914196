"""The door: the window where it can be shown, and one sentence where it cannot."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from leftfold import __main__
from leftfold.model.errors import CannotOpen
from leftfold.request import WindowRequest


@pytest.fixture(autouse=True)
def _thaw() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def platforms(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The Qt platform that each opened window found asked for; windows give 7."""
    found: list[str] = []

    def run(_request: WindowRequest) -> int:
        found.append(os.environ["QT_QPA_PLATFORM"])
        return 7

    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(__main__, "import_module", lambda name: SimpleNamespace(run=run) if name else None)
    return found


def _no_display() -> None:
    raise CannotOpen("There is no display.")


def test_a_window_opens_on_a_display(platforms: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "check_display", lambda: None)
    assert __main__.launch(WindowRequest()) == 7
    assert platforms == ["xcb"]


def test_a_picture_needs_no_display(platforms: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "check_display", _no_display)
    assert __main__.launch(WindowRequest(screenshot=Path("a.png"))) == 7
    assert platforms == ["offscreen"]


def test_a_window_needs_a_display(platforms: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "check_display", _no_display)
    with pytest.raises(CannotOpen, match="There is no display"):
        __main__.launch(WindowRequest())
    assert platforms == []


def test_the_process_ends_with_the_commands_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, code in ((["layouts"], 0), (["info", "absent.sqlite"], 2)):
        monkeypatch.setattr(sys, "argv", ["leftfold", *arguments])
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        assert ended.value.code == code
    assert capsys.readouterr().err == "leftfold: There is no file absent.sqlite; check the path.\n"


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":9999"}], ids=["no display", "a dead one"])
def test_the_demo_without_a_display_names_the_picture(tmp_path: Path, environment: dict[str, str]) -> None:
    done = _run("-m", "leftfold", "demo", "--at", str(tmp_path), **environment)
    assert (done.returncode, done.stdout) == (2, "")
    made, sentence = done.stderr.splitlines()
    assert made == f"The demo's store is {tmp_path / 'demo.sqlite'}."
    assert sentence.startswith("leftfold: ")
    assert "--screenshot PNG" in sentence


def test_a_command_loads_no_qt() -> None:
    code = (
        "import sys; from leftfold import __main__; sys.argv = ['leftfold', '--version']; "
        "sys.exit = lambda code: print(code, [name for name in sys.modules if name.startswith('PySide6')]); "
        "__main__.main()"
    )
    assert _run("-c", code).stdout.splitlines()[-1] == "0 []"
