"""Opens a store as the command does, and tells when its aggregates and events were painted."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from leftfold.bench.memory import peak
from leftfold.lasting import lasting
from leftfold.request import WindowRequest


def main(target: str, aggregate: str) -> None:
    """Print when all was painted, and the most memory it took."""
    # As the program's door does it: the command line first, and the window once it is known to be asked for.
    with lasting():
        commands = import_module("leftfold.cli.main")
    sys.exit(commands.run(_open, arguments=[target, "--aggregate", aggregate]))


def _open(request: WindowRequest) -> int:
    with lasting():
        window = import_module("leftfold.bench.shown")
    with TemporaryDirectory() as folder:
        shown = window.ShownWindow(Path(folder))
        shown.window.opening.open(request.target, aggregate=request.aggregate)
        aggregates, events = shown.parts.aggregates, shown.parts.events

        def listed() -> bool:
            rows = events.model.rowCount()
            return aggregates.model.rowCount() > 0 and rows > 0 and events.model.facts_at(rows - 1).told is not None

        shown.wait(listed)
        aggregates.table.viewport().repaint()
        events.table.viewport().repaint()
        painted, most = time.time(), peak()
        shown.close()
    sys.stdout.buffer.write(orjson.dumps({"painted": painted, "peak": most}))
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
