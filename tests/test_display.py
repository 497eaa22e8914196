"""Whether there is a display, told before Qt could end the process for want of one."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from leftfold.display import check_display
from leftfold.model.errors import CannotOpen

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder of a short name, as sockets need."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def x_server() -> Iterator[str]:
    """The name of an X server's display."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("there is no Xvfb here to be a display")
    read, write = os.pipe()
    with subprocess.Popen([program, "-displayfd", str(write)], pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


def test_without_a_display_the_way_out_is_named() -> None:
    with pytest.raises(CannotOpen, match=r"^There is no display for a window; add --screenshot PNG"):
        check_display()


@pytest.mark.parametrize("name", [":9999", "localhost:9999.0", "no display"])
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    with pytest.raises(CannotOpen, match="--screenshot PNG"):
        check_display()


def test_a_display_that_answers_is_one(monkeypatch: pytest.MonkeyPatch, x_server: str) -> None:
    monkeypatch.setenv("DISPLAY", x_server)
    check_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    check_display()


@pytest.mark.parametrize("absent", ["libxcb.so.1", "libxcb-cursor.so.0"])
def test_a_library_that_qt_would_miss_is_named(monkeypatch: pytest.MonkeyPatch, absent: str) -> None:
    def load(name: str) -> object:
        if name == absent:
            raise OSError(f"{name}: cannot open shared object file")
        return object()

    monkeypatch.setenv("DISPLAY", ":9999")
    monkeypatch.setattr(ctypes, "CDLL", load)
    with pytest.raises(CannotOpen, match=f"needs the system's library {absent}"):
        check_display()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_a_platform_that_needs_no_display_is_asked_nothing(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    check_display()


@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_a_platform_that_needs_a_display_makes_none(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    with pytest.raises(CannotOpen):
        check_display()


def test_a_wayland_socket_that_answers_is_a_display(monkeypatch: pytest.MonkeyPatch, runtime: Path) -> None:
    path = runtime / "wayland-0"
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(path))
        server.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
        monkeypatch.setenv("WAYLAND_DISPLAY", path.name)
        check_display()
        monkeypatch.setenv("WAYLAND_DISPLAY", str(path))
        check_display()
    with pytest.raises(CannotOpen):
        check_display()


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    check_display()
