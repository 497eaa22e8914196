"""The journal of a scan: each slice that is through with what came of it, so that a scan that was ended goes on there.

JSON Lines, the first of which tells what is scanned for what. A line that is not whole, as of a computer that went off,
is as good as none: its slice is read again.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from leftfold.diagnose.orphans import Link, Reference, Traces
from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.model.finding_rows import kept_finding, kept_row
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.scan.work import Outcome
from leftfold.store.scanning import Slice, Text

_THROUGH: Final = b'{"through":true}\n'


class Journal:
    """The journal of one scan in a file, which is made where it is not there."""

    def __init__(self, path: Path, asked: JsonObject) -> None:
        self.path = path
        self._head = orjson.dumps({"leftfold": asked}, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS)
        self._file = _opened(path)
        self.last: Slice | None = None
        """The last slice that is through, as far as `kept` was read."""
        self.is_through = False
        """Whether all slices are, as far as `kept` was read."""

    def kept(self) -> Iterator[Outcome]:
        """What came of the slices that are through, in their order; afterwards more can be added.

        Raises `BadRequest` where the file is the journal of anything else, or is none.
        """
        head = self._file.readline()
        if head and head != self._head:
            raise BadRequest(f"{self.path} is not the journal of this scan of this store; name another file.")
        good = len(head)
        for line in self._file:
            if line == _THROUGH:
                self.is_through = True
            elif (found := _read(line)) is None:
                break
            else:
                self.last, outcome = found
                yield outcome
            good += len(line)
        self._file.seek(good)
        self._file.truncate()
        if not head:
            self._write(self._head)

    def add(self, part: Slice, outcome: Outcome) -> None:
        """Keep what came of a slice. Raises `CannotOpen` where it cannot be written."""
        self._write(orjson.dumps(_row(part, outcome), option=orjson.OPT_APPEND_NEWLINE))

    def end(self) -> None:
        """Keep that all slices are through."""
        self._write(_THROUGH)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, line: bytes) -> None:
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise CannotOpen(f"{self.path} cannot be written: {error.strerror}.") from error


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("r+b" if path.exists() else "x+b")
    except OSError as error:
        raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error


def _row(part: Slice, outcome: Outcome) -> JsonObject:
    traces = outcome.traces
    asked: list[Json] = [[one.stream.type, one.stream.id, one.version, str(one.link), one.id] for one in traces.asked]
    return {
        "slice": [_kept(text) for text in (part.type, part.after, part.upto)],
        "streams": outcome.streams,
        "events": outcome.events,
        "findings": [kept_row(finding) for finding in outcome.findings],
        "known": b64encode(traces.known).decode(),
        "asked": asked,
        "correlated": traces.correlated,
        "passed_by": outcome.passed_by,
    }


def _read(line: bytes) -> tuple[Slice, Outcome] | None:
    try:
        row = orjson.loads(line)
        type_, after, upto = map(_text, row["slice"])
        asked = tuple(Reference(StreamId(type_, id_), at, Link(link), to) for type_, id_, at, link, to in row["asked"])
        traces = Traces(b64decode(row["known"]), asked, row["correlated"])
        findings = tuple(map(kept_finding, row["findings"]))
        outcome = Outcome(findings, row["streams"], row["events"], traces, row["passed_by"])
        return Slice(type_, after, upto), outcome
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _kept(text: Text | None) -> Json:
    # What is stored need not be text.
    return {"base64": b64encode(text).decode()} if isinstance(text, bytes) else text


def _text(kept: Any) -> Text | None:
    return b64decode(kept["base64"]) if isinstance(kept, dict) else kept
