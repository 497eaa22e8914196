"""The journal of what was written to stores of other libraries: a file of JSON lines, each chained to the one before.

A line tells what shall be written, and is on the disk before the database commits; another tells what came of it. Where
that one is missing, Leftfold was ended in between. Lines are only added.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from platformdirs import user_data_path

from leftfold.model.audit import TOOL, AuditEntry, appended
from leftfold.model.chain import Checked, check
from leftfold.model.edits import Append, ChangeSet
from leftfold.model.errors import Refused, StoreFailed
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.file_lock import alone
from leftfold.store.journal_lines import entries, links, next_line


def journal_file() -> Path:
    """The journal of the current user."""
    return user_data_path("leftfold", appauthor=False) / "journal.jsonl"


@dataclass(slots=True)
class Noted:
    """What a write that is noted came to."""

    version: int | None = None
    """The version of the stream's last event."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal file; it and its folder are made when they are first needed."""

    file: Path

    @contextmanager
    def noting(self, place: str, layout: str, changes: ChangeSet) -> Iterator[Noted]:
        """Note what the block shall write to a store, and then whether it did.

        Raises `Refused` where that cannot be noted, before the block is begun.
        """
        entry, noted = uuid4().hex, Noted()
        try:
            self._add({"id": entry, "outcome": "begun", **_told(place, layout, changes)})
        except OSError as error:
            raise Refused(
                f"{self.file} cannot be written ({error.strerror}), and without it nothing here would tell who changed "
                "the store and why; nothing was changed."
            ) from error
        outcome = "failed"
        try:
            yield noted
            outcome = "done"
        finally:
            # What is committed is committed: the first line stands for it, too.
            with suppress(OSError):
                self._add({"id": entry, "outcome": outcome, "version": noted.version})

    def entries(self, place: str, stream: StreamId | None) -> tuple[AuditEntry, ...]:
        """What was written to the store at a place, or to one of its streams, the oldest first."""
        return entries(self._lines(), place, stream)

    def checked(self, kept: str) -> Checked:
        """What the chain of all its lines shows; `kept` is the hash of a line that must be there, or empty."""
        return check(links(self._lines()), kept=kept)

    def _lines(self) -> Iterator[bytes]:
        try:
            file = self.file.open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreFailed(f"{self.file} cannot be read: {error.strerror}.") from error
        with file:
            yield from file

    def _add(self, content: JsonObject) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file, alone(file):
            # All at once, so that where it is torn the line before it is whole.
            line = next_line(file, {**content, "at": time_text(datetime.now(UTC))})
            if os.write(descriptor, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)


def _told(place: str, layout: str, changes: ChangeSet) -> JsonObject:
    stream, because, states = changes.stream, changes.because, changes.states
    return {
        "tool": TOOL,
        "store": place,
        "layout": layout,
        "stream": {"type": stream.type, "id": stream.id},
        "base_version": changes.base_version,
        "author": because.author,
        "reason": because.reason,
        "ticket": because.ticket,
        **({"committer": because.committer} if because.committer else {}),
        "edits": [appended(edit) for edit in changes.edits if isinstance(edit, Append)],
        "states": None if states is None else {"domain": states.domain, "before": states.before, "after": states.after},
    }
