"""The door: starts the command line, and the window where one is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec

from leftfold.cli.main import run
from leftfold.model.errors import CannotOpen
from leftfold.request import WindowRequest

_WINDOW = "leftfold.ui.app"


def main() -> None:
    """Run Leftfold with the process's arguments."""
    sys.exit(run(launch))


def launch(request: WindowRequest) -> int:
    """Open a window; gives the exit code when it is closed. Raises `CannotOpen` where there is no display."""
    if find_spec(_WINDOW) is None:
        raise CannotOpen("This version has no window yet; `leftfold --help` lists the commands.")
    if not _has_display():
        if request.screenshot is None:
            raise CannotOpen("There is no display for a window; add --screenshot PNG to have it drawn into a file.")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Imported only here, because loading Qt takes longer than most commands do.
    return int(import_module(_WINDOW).run(request))


def _has_display() -> bool:
    needed = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in needed)


if __name__ == "__main__":
    main()
