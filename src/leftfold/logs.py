"""The log of the window: a file of bounded size in the user's own folder, for the day something has to be found out."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from platformdirs import user_log_path

_MOST: Final = 1_000_000
"""Bytes of one file: some ten thousand lines, read in any editor."""
_KEPT: Final = 3
"""Files before the current one."""
_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TIME: Final = "%Y-%m-%dT%H:%M:%S%z"


def log_file() -> Path:
    """The log of the current user."""
    return user_log_path("leftfold", appauthor=False) / "leftfold.log"


@contextmanager
def logging_to(file: Path) -> Iterator[None]:
    """Log what Leftfold has to say, and warnings of others, to a file while the block runs, if it can be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_MOST, backupCount=_KEPT, encoding="utf-8", errors="replace")
    except OSError:
        yield
        return
    handler.setFormatter(logging.Formatter(_LINE, _TIME))
    own, root = logging.getLogger("leftfold"), logging.getLogger()
    own.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


def last_lines(file: Path, count: int) -> tuple[str, ...]:
    """The last lines of a log; none where there is no log."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            return tuple(line.rstrip("\n") for line in deque(lines, maxlen=count))
    except OSError:
        return ()
