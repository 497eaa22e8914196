"""Reports of what went wrong inside Leftfold itself: written to a file, and sent by nobody but the user."""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Final

from leftfold import __version__
from leftfold.logs import last_lines, log_file

PACKAGES: Final = ("PySide6-Essentials", "SQLAlchemy", "pyqtgraph", "numpy", "orjson", "psycopg", "PyMySQL")
"""Whose versions a report tells."""
_LINES: Final = 50
"""Of the log that a report takes along."""
_KEPT: Final = 20
"""Reports that are kept, the latest ones."""
_log = logging.getLogger(__name__)


def report_folder() -> Path:
    """Where the reports of the current user are."""
    return log_file().parent / "reports"


def versions() -> dict[str, str]:
    """Leftfold, Python, the system and each package that is there, by name, with its version."""
    found = {"leftfold": __version__, "Python": platform.python_version(), "system": platform.platform()}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def report_text(error: BaseException) -> str:
    """What went wrong, as a text a person can read, and send to those who can mend it."""
    facts = "\n".join(f"{name} {number}" for name, number in versions().items())
    trace = "".join(traceback.format_exception(error))
    logged = "\n".join(last_lines(log_file(), _LINES)) or "(nothing)"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return (
        f"Leftfold met an error in itself, {now}\n\n{facts}\n\n{trace}\nLast lines of the log:\n{logged}\n\n"
        "Nothing was sent. Read it before you send it: an error's words may quote what is in a store.\n"
    )


def write_report(error: BaseException, folder: Path) -> Path | None:
    """The file that a report was written to; None where none can be. Of many reports the latest are kept."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / name
        file.write_text(report_text(error), encoding="utf-8")
        for old in sorted(folder.glob("*Z-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return file


@contextmanager
def reporting(tell: Callable[[BaseException], None]) -> Iterator[None]:
    """While the block runs, what nobody caught in any thread is logged, printed and told."""

    def meet(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        sys.__excepthook__(type(error), error, error.__traceback__)
        if not isinstance(error, KeyboardInterrupt):
            _log.error("Not caught", exc_info=error)
            tell(error)

    def meet_in_thread(met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None and not isinstance(met.exc_value, SystemExit):
            meet(met.exc_type, met.exc_value, met.exc_traceback)

    before, before_in_thread = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = meet, meet_in_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before, before_in_thread


@contextmanager
def marking_end(folder: Path) -> Iterator[Path | None]:
    """Have the stack written should the process die of a signal; gives what one that died so left, if there is any.

    A file of this process stands there while the block runs; what it holds at its end is thrown away with it.
    """
    earlier = _left_behind(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = (folder / f"died-{os.getpid()}.txt").open("w", encoding="utf-8")
    except OSError:
        yield earlier
        return
    with mark:
        faulthandler.enable(mark)
        try:
            yield earlier
        finally:
            faulthandler.disable()
    Path(mark.name).unlink(missing_ok=True)


def _left_behind(folder: Path) -> Path | None:
    """What processes that died of a signal wrote, under a name that tells it was seen; empty marks are thrown away."""
    found: Path | None = None
    for file in sorted(folder.glob("died-*.txt")):
        if _is_running(file.stem.removeprefix("died-")):
            continue
        with suppress(OSError):
            if file.stat().st_size:
                found = file.replace(file.with_name(f"ended-{file.stem.removeprefix('died-')}.txt"))
            else:
                file.unlink()
    return found


def _is_running(number: str) -> bool:
    if sys.platform == "win32":
        # There, a file that is open is moved by nobody, and the signal that asks would be Ctrl+C.
        return False
    try:
        os.kill(int(number), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True
