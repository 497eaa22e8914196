"""Saves bytes to a file: written off the GUI thread, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.model.errors import CannotOpen
from leftfold.ui.tasks import Lane, Request, Tasks
from leftfold.whole_file import whole_file

_SAVE: Final = "save bytes"


class Saving(QObject):
    """The way to a file."""

    told = Signal(str)
    """They are written, or cannot be: the sentence that says so."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def save(self, raw: bytes, path: Path) -> None:
        """Write the bytes to a file, in place of what it held."""
        self._tasks.run(
            Request(
                lane=Lane.ROWS,
                key=_SAVE,
                work=lambda _job: _write(raw, path),
                done=lambda _none: self.told.emit(f"Saved as {path.name}."),
                failed=lambda error: self.told.emit(str(error)),
            )
        )


def _write(raw: bytes, path: Path) -> None:
    # A link stays a link, and what it leads to is written.
    with whole_file(path.resolve()) as made:
        try:
            made.write_bytes(raw)
        except OSError as error:
            raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error
