"""The door: starts the command line, and the window where one is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Final

from leftfold.display import check_display
from leftfold.lasting import lasting
from leftfold.model.errors import CannotOpen
from leftfold.request import WindowRequest

COMMANDS: Final = "leftfold.cli.main"
"""The module of the command line."""
WINDOW: Final = "leftfold.ui.app"
"""The module that opens the window. Imported only for that: loading Qt takes longer than most commands do."""


def main() -> None:
    """Run Leftfold with the process's arguments."""
    with lasting():
        commands = import_module(COMMANDS)
    sys.exit(commands.run(launch))


def launch(request: WindowRequest) -> int:
    """Open a window; gives the exit code when it is closed. Raises `CannotOpen` where there is no display."""
    try:
        check_display()
    except CannotOpen:
        if request.screenshot is None:
            raise
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with lasting():
        window = import_module(WINDOW)
    return int(window.run(request))


if __name__ == "__main__":
    main()
