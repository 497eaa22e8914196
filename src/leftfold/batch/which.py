"""Which events a batch is about: all at which a condition holds, or those of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, assert_never

import orjson

from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class Where:
    """All events at which a condition holds."""

    condition: str
    type: str | None = None
    """Only those of aggregates of this type; None for any."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Events that a scan found."""

    streams: tuple[tuple[StreamId, tuple[int, ...]], ...]
    """Each aggregate once, with the versions of its events."""
    file: str = ""
    """The name of the file that lists them; empty where they come from a scan in the window."""

    def __len__(self) -> int:
        """How many events there are."""
        return sum(len(versions) for _stream, versions in self.streams)


Which: TypeAlias = Where | Listed


def listed(events: Iterable[tuple[StreamId, int]], *, file: str = "") -> Listed:
    """These events, each once, by aggregates in the order in which those come first."""
    found: dict[StreamId, dict[int, None]] = {}
    for stream, version in events:
        found.setdefault(stream, {})[version] = None
    return Listed(tuple((stream, tuple(versions)) for stream, versions in found.items()), file)


def read_findings(path: Path) -> Listed:
    """The events that a file of findings is about, as `leftfold scan --json` prints them.

    Raises `CannotOpen` where it cannot be read, `BadRequest` where it lists something else, or nothing.
    """
    try:
        with path.open("rb") as file:
            found = listed(_found(path, file), file=path.name)
    except OSError as error:
        raise CannotOpen(f"{path} cannot be read: {error.strerror}.") from error
    if not found.streams:
        raise BadRequest(f"{path} lists no findings.")
    return found


def which_text(which: Which) -> str:
    """Which events, in words that follow what is done to them."""
    match which:
        case Where(condition, type_):
            return f"where {condition}" + (f", of type {type_}" if type_ else "")
        case Listed(_streams, file):
            events = "the 1 event" if len(which) == 1 else f"{len(which):,} events"
            return f"for {events} that a scan found" + (f" ({file})" if file else "")
        case _:
            assert_never(which)


def nothing_found(which: Which) -> str:
    """The sentence that says that there is no such event."""
    match which:
        case Where(condition):
            return f"No aggregate has an event at which this holds: {condition}"
        case Listed():
            return "None of the events that the scan found counts any more; scan again."
        case _:
            assert_never(which)


def which_row(which: Which) -> JsonObject:
    """Which events, as members of a JSON object."""
    match which:
        case Where(condition, type_):
            return {"where": condition, "type": type_}
        case Listed(streams, file):
            rows: list[Json] = [[stream.type, stream.id, list(versions)] for stream, versions in streams]
            return {"listed": rows, "file": file}
        case _:
            assert_never(which)


def read_which(row: Any) -> Which:
    """Which events the members of a JSON object tell; `KeyError`, `TypeError` or `ValueError` where they tell none."""
    if "listed" not in row:
        return Where(row["where"], row["type"])
    return Listed(tuple((StreamId(type_, id_), tuple(versions)) for type_, id_, versions in row["listed"]), row["file"])


def _found(path: Path, lines: Iterable[bytes]) -> Iterator[tuple[StreamId, int]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _event(line, f"Line {number} of {path}")


def _event(line: bytes, place: str) -> tuple[StreamId, int]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        row = None
    match row:
        case {"type": str(type_), "id": str(id_), "version": int(version)} if not isinstance(version, bool):
            return StreamId(type_, id_), version
        case _:
            raise BadRequest(f"{place} is no finding; give what `leftfold scan --json` prints, a finding a line.")
