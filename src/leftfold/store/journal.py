"""The journal of what was written to stores that keep no note of who wrote, and why: a file of JSON lines.

A line tells what shall be written, and is on the disk before the database commits; another tells what came of it. Where
that one is missing, Leftfold was ended in between. Lines are only added.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import orjson
from platformdirs import user_data_path

from leftfold.model.edits import Append, ChangeSet
from leftfold.model.errors import Refused
from leftfold.model.json import JsonObject
from leftfold.model.times import time_text


def journal_file() -> Path:
    """The journal of the current user."""
    return user_data_path("leftfold", appauthor=False) / "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal file; it and its folder are made when they are first needed."""

    file: Path

    @contextmanager
    def noting(self, place: str, layout: str, changes: ChangeSet) -> Iterator[None]:
        """Note what the block shall write to a store, and then whether it did.

        Raises `Refused` where that cannot be noted, before the block is begun.
        """
        entry = uuid4().hex
        try:
            self._add({"id": entry, "outcome": "begun", **_told(place, layout, changes)})
        except OSError as error:
            raise Refused(
                f"{self.file} cannot be written ({error.strerror}), and this store keeps no note of its own of who "
                "changed it and why; nothing was changed."
            ) from error
        outcome = "failed"
        try:
            yield
            outcome = "done"
        finally:
            # What is committed is committed: the first line stands for it, too.
            with suppress(OSError):
                self._add({"id": entry, "outcome": outcome})

    def _add(self, line: JsonObject) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # All at once, so that the lines of two who write do not mix.
            os.write(descriptor, orjson.dumps({**line, "at": time_text(datetime.now(UTC))}) + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _told(place: str, layout: str, changes: ChangeSet) -> JsonObject:
    stream, because = changes.stream, changes.because
    return {
        "store": place,
        "layout": layout,
        "stream": {"type": stream.type, "id": stream.id},
        "base_version": changes.base_version,
        "author": because.author,
        "reason": because.reason,
        "ticket": because.ticket,
        **({"committer": because.committer} if because.committer else {}),
        "appended": [edit.type for edit in changes.edits if isinstance(edit, Append)],
    }
