"""Which column is what: asked of the person, tried on the database off the GUI thread, and kept as a layout file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.model.errors import LeftfoldError
from leftfold.passwords import with_kept
from leftfold.store.examining import Examination, examine
from leftfold.store.guessing import likelihood
from leftfold.store.layout_text import save_layout
from leftfold.store.roles import REQUIRED, Roles
from leftfold.store.tables import Table
from leftfold.ui.mapping.preview import Preview, read_preview
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_EXAMINE: Final = "examine"
_PREVIEW: Final = "map columns"
_SAVE: Final = "save layout"


@dataclass(frozen=True, slots=True)
class Choice:
    """A table that may be the one with the events."""

    table: Table
    likely: bool
    """Whether it has a column for all that is needed, by their names."""


class Mapping(QObject):
    """What the person says of the columns of one database, and what comes of it."""

    examined = Signal()
    """`choices` are there."""
    reading = Signal()
    """The table is read another way; `previewed` will follow."""
    previewed = Signal()
    """`preview` is another."""
    failed = Signal(str)
    """The database cannot be looked at, or the layout not saved: the sentence that says why."""
    saved = Signal(str)
    """The layout file that was written, as a store is opened by it."""

    def __init__(self, tasks: Tasks, target: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()
        self.preview: Preview | None = None
        self._tasks = tasks
        self._target = target
        self._here: Examination | None = None

    def begin(self) -> None:
        """Look at the database."""
        work = partial(with_kept, examine, self._target)
        self._run(_EXAMINE, lambda _job: work(), self._examined, unwanted=Examination.close)

    def choose(self, table: Table) -> None:
        """Guess at a table."""
        self._read(table, {})

    def say(self, roles: Roles) -> None:
        """Take the columns as the person says: each role has the one it is given, and none where that is empty."""
        if self.preview is not None:
            self._read(self.preview.table, roles)

    def save(self, path: Path) -> None:
        """Write the layout file."""
        mapped = self.preview.mapped if self.preview else None
        if mapped is not None:
            place = mapped.opened_by(str(path))
            self._run(_SAVE, lambda _job: save_layout(mapped.layout, path), lambda _none: self.saved.emit(place))

    def close(self) -> None:
        """Give the database up; it is closed once nobody reads it any more."""
        for key in (_EXAMINE, _PREVIEW, _SAVE):
            self._tasks.cancel(key)
        here, self._here = self._here, None
        if here is not None:
            self._tasks.when_through(here.close)

    def _examined(self, here: Examination) -> None:
        self._here = here
        self.choices = tuple(Choice(one, likelihood(one)[0] == len(REQUIRED)) for one in here.likeliest)
        self.examined.emit()
        if self.choices:
            self.choose(self.choices[0].table)

    def _read(self, table: Table, said: Roles) -> None:
        here = self._here
        if here is not None:
            self.reading.emit()
            self._run(_PREVIEW, lambda job: read_preview(here, table, said, job.check), self._show)

    def _show(self, preview: Preview) -> None:
        self.preview = _with_first_reasons(preview, self.preview)
        self.previewed.emit()

    def _run(
        self, key: str, work: Callable[[Job], Any], done: Callable[[Any], None], **more: Callable[[Any], None]
    ) -> None:
        failed = self._tell_failed
        self._tasks.run(Request(lane=Lane.MAP, key=key, work=work, done=done, failed=failed, **more))

    def _tell_failed(self, error: LeftfoldError) -> None:
        self.failed.emit(str(error))


def _with_first_reasons(preview: Preview, before: Preview | None) -> Preview:
    """The preview with why each column was taken at first, where the person left it as it was."""
    if before is None or before.table != preview.table:
        return preview
    left = {role: why for role, why in before.why.items() if preview.roles.get(role) == before.roles.get(role)}
    return replace(preview, why={**preview.why, **left})
