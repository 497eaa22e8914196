"""A picture of the window, taken once everything asked for is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from leftfold.model.errors import CannotOpen, LeftfoldError
from leftfold.request import WindowRequest
from leftfold.ui.window import Window

_SETTLED = 250
"""Milliseconds without work after which nothing more is coming: panels ask for what they show within one turn."""


def save_picture(window: Window, request: WindowRequest, file: Path) -> None:
    """Save the window as a PNG once what was asked for is shown. Raises `LeftfoldError` where it cannot be."""
    failures: list[str] = []
    document = window.parts.document
    document.open_failed.connect(failures.append)
    document.load_failed.connect(failures.append)
    document.version_missing.connect(failures.append)
    window.show()
    if request.target is not None:
        window.opening.open(
            request.target, aggregate=request.aggregate, at=request.at, layout=request.layout, domain=request.domain
        )
    _settle(window)
    if failures:
        raise CannotOpen(failures[0])
    if not window.grab().save(str(file), "PNG"):
        raise LeftfoldError(f"The picture cannot be saved as {file}; see whether its folder is there and writable.")


def _settle(window: Window) -> None:
    tasks, loop = window.parts.document.tasks, QEventLoop()
    quiet = QTimer(singleShot=True, interval=_SETTLED)
    quiet.timeout.connect(loop.quit)
    tasks.busy.connect(quiet.stop)
    tasks.idle.connect(quiet.start)
    if tasks.is_idle:
        quiet.start()
    loop.exec()
    tasks.busy.disconnect(quiet.stop)
    tasks.idle.disconnect(quiet.start)
