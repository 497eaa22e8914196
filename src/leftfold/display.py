"""Whether there is a display to open a window on, found out before Qt is loaded: without one, Qt ends the process."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from leftfold.model.errors import CannotOpen

_NEEDED: Final = ("libxcb.so.1", "libxcb-cursor.so.0")
"""What Qt loads to talk to an X server, and what systems most often lack of it."""


def check_display() -> None:
    """Raise `CannotOpen` where no window could be shown."""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    draws_by_itself = bool(asked) and not asked.startswith(("xcb", "wayland"))
    if draws_by_itself or not sys.platform.startswith("linux") or _wayland_answers():
        return
    if not os.environ.get("DISPLAY"):
        raise CannotOpen("There is no display for a window; add --screenshot PNG to have it drawn into a file.")
    if not _x_answers():
        where = os.environ["DISPLAY"]
        raise CannotOpen(f"The display {where} does not answer; add --screenshot PNG to have it drawn into a file.")


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    # A name that is a path of its own is taken as it is.
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name
    with closing(socket.socket(socket.AF_UNIX)) as found:
        try:
            found.connect(str(path))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    xcb, _cursor = (_library(name) for name in _NEEDED)
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _library(name: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise CannotOpen(
            f"The window needs the system's library {name}, which is not installed; "
            "install it, or add --screenshot PNG to have the window drawn into a file."
        ) from error
