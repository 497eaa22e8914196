"""What the command line prints: JSON Lines for programs, aligned text for people."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import click
import orjson

from leftfold.model.diff import Change, Op
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import Json, JsonObject, compact
from leftfold.model.paths import Path, path_text
from leftfold.model.step import Failure
from leftfold.model.summary import AggregateSummary
from leftfold.model.times import time_text
from leftfold.replay.narrative import Moment


def say(text: str) -> None:
    """A message for the person, on stderr, so that stdout holds only what was asked for."""
    click.echo(text, err=True)


def print_json(rows: Iterable[JsonObject]) -> int:
    """One line of JSON a row, in UTF-8 whatever the terminal's encoding is; gives how many."""
    count = write_json(rows, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return count


def write_json(rows: Iterable[JsonObject], file: BinaryIO) -> int:
    """Write one line of JSON a row, in UTF-8; gives how many."""
    count = 0
    for row in rows:
        file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Rows of text in columns as wide as their widest value; the last column is not padded."""
    kept = [list(row) for row in rows]
    widths = [max(len(row[place]) for row in kept) for place in range(len(kept[0]))] if kept else []
    for row in kept:
        padded = [text.ljust(width) for text, width in zip(row[:-1], widths, strict=False)]
        click.echo("  ".join([*padded, row[-1]]).rstrip())


def counted(number: int, one: str, *, many: str = "") -> str:
    """A number with what it counts, such as `1 event` or `2,500 events`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def time_or_none(time: datetime | None) -> str | None:
    """The time in ISO 8601 UTC, None where there is none."""
    return None if time is None else time_text(time)


def aggregate_row(summary: AggregateSummary) -> JsonObject:
    """An aggregate as `leftfold aggregates --json` prints it."""
    return {
        "type": summary.stream.type,
        "id": summary.stream.id,
        "version": summary.version,
        "events": summary.events,
        "first_at": time_or_none(summary.first_at),
        "last_at": time_or_none(summary.last_at),
    }


def event_row(moment: Moment[Any]) -> JsonObject:
    """An event as `leftfold events --json` prints it; a payload that cannot be read is kept as base64."""
    event = moment.step.event
    row: JsonObject = {
        "version": event.version,
        "position": event.position,
        "type": event.type,
        "data": _document(event.data),
        "metadata": _document(event.metadata),
        "recorded_at": time_or_none(event.recorded_at),
        "deleted": event.deleted,
        "sentence": moment.sentence,
    }
    if isinstance(event.data, Undecodable):
        row["undecodable"] = {"reason": event.data.reason, "base64": b64encode(event.data.raw).decode()}
    return row


def failure_row(failure: Failure | None) -> Json:
    """The failed event a state stands on, or None."""
    return None if failure is None else {"version": failure.version, "error": failure.error}


def change_row(change: Change) -> JsonObject:
    """A change as `leftfold diff --json` prints it."""
    return {
        "op": str(change.op),
        "path": path_text(change.path),
        "before": change.before,
        "after": change.after,
    }


def print_changes(changes: Iterable[Change]) -> None:
    """A line a change: the path, then before and after."""
    print_table((f"  {path_text(change.path) or 'all'}", _before_and_after(change)) for change in changes)


def print_document(document: Json) -> None:
    """A line for each value of a document that has nothing inside: its path, then the value as JSON."""
    print_table((path_text(path) or "all", compact(value)) for path, value in _leaves(document))


def _document(value: Document) -> Json:
    return None if isinstance(value, Undecodable) else value


def _before_and_after(change: Change) -> str:
    match change.op:
        case Op.ADD:
            return f"new: {compact(change.after)}"
        case Op.REMOVE:
            return f"gone: {compact(change.before)}"
        case Op.REPLACE:
            return f"{compact(change.before)} → {compact(change.after)}"


def _leaves(document: Json) -> Iterator[tuple[Path, Json]]:
    pending: list[tuple[Path, Json]] = [((), document)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, dict) and value:
            pending.extend(((*path, key), inner) for key, inner in reversed(value.items()))
        elif isinstance(value, list) and value:
            pending.extend(((*path, place), value[place]) for place in reversed(range(len(value))))
        else:
            yield path, value
