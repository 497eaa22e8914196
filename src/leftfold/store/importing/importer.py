"""The import: a file of rows appended to a store as events, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest
from leftfold.store.bulk import NewRow
from leftfold.store.importing.mapping import Unmapped, map_row
from leftfold.store.importing.maps import ImportMap, Otherwise
from leftfold.store.importing.rows import BadRow, RowFile, open_rows
from leftfold.store.store import Store


class OnBadRow(StrEnum):
    """What becomes of an import that meets a row it cannot use."""

    FATAL = "fatal"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import appended and what it left out."""

    events: int
    streams: int
    unmapped: int
    """Rows that no rule of the map matches."""
    bad: int
    """Rows that could not be used and were skipped."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whom an import tells what it does; either function may raise to end it, and then nothing was written."""

    progress: Callable[[int, float], None]
    """Hears how many events are in, and how much of the file is read, 0 to 1."""
    skipped: Callable[[BadRow], None]
    """Hears of each bad row that is skipped."""


@dataclass(slots=True)
class _Tally:
    unmapped: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """An import about to be made."""

    path: Path
    how: ImportMap
    because: Because
    on_bad_row: OnBadRow = OnBadRow.FATAL

    def into(self, store: Store, watcher: Watcher) -> Imported:
        """Append the file's events to a store. Raises `CannotOpen` or `BadRequest`, and then nothing was written."""
        tally = _Tally()
        with open_rows(self.path) as file:
            events = self._events(file, tally, watcher)
            appended = store.append_many(
                events, self.because, progress=lambda done: watcher.progress(done, file.fraction)
            )
        return Imported(appended.events, appended.streams, tally.unmapped, tally.bad)

    def _events(self, file: RowFile, tally: _Tally, watcher: Watcher) -> Iterator[NewRow]:
        for row in file.rows(self.how.format, self.how.columns):
            match row if isinstance(row, BadRow) else map_row(self.how, row):
                case NewRow() as event:
                    yield event
                case Unmapped(line):
                    self._refuse_unmapped(line)
                    tally.unmapped += 1
                case BadRow() as bad:
                    self._refuse_bad(bad)
                    tally.bad += 1
                    watcher.skipped(bad)

    def _refuse_unmapped(self, line: int) -> None:
        if self.how.otherwise is Otherwise.FATAL:
            raise BadRequest(
                f"{self.path.name}, line {line} matches no rule of the map {self.how.origin}; nothing was imported."
            )

    def _refuse_bad(self, bad: BadRow) -> None:
        if self.on_bad_row is OnBadRow.FATAL:
            raise BadRequest(f"{self.path.name}, line {bad.line} {bad.reason}; nothing was imported.")
