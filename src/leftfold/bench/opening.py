"""Opens a store in a window of its own process, and tells when its aggregates and events were painted."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

# The program's door imports the command line before it imports the window.
import leftfold.cli.main  # noqa: F401
from leftfold.bench.memory import peak
from leftfold.bench.shown import ShownWindow


def main(target: str, aggregate: str) -> None:
    """Print when all was painted, and the most memory it took."""
    with TemporaryDirectory() as folder:
        shown = ShownWindow(Path(folder))
        shown.window.opening.open(target, aggregate=aggregate)
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


if __name__ == "__main__":
    main(*sys.argv[1:])
