"""What the command line prints: messages on stderr, what was asked for on stdout, for programs as JSON Lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Final

import click
import orjson

from leftfold.model.diff import Change
from leftfold.model.errors import BadRequest
from leftfold.model.event import Event
from leftfold.model.event_rows import event_facts, unreadable_row
from leftfold.model.json import Json, JsonObject
from leftfold.model.paths import path_text
from leftfold.model.step import Failure
from leftfold.model.summary import AggregateSummary
from leftfold.model.times import time_or_none

_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would break a line, steer the terminal, turn the reading direction around, or is no character at all."""


class ReaderGone(Exception):
    """Whoever read stdout wants no more, as `head` after its lines; nothing is wrong, and nothing is left to do."""


def one_line(text: str) -> str:
    """The text on one line, with its unprintable characters written out."""
    return _UNPRINTABLE.sub(lambda found: repr(found[0])[1:-1], text)


def say(text: str) -> None:
    """A message for the person, on stderr, so that stdout holds only what was asked for."""
    # Where nobody hears it, what the command does still counts.
    with suppress(OSError):
        click.echo(one_line(text), err=True)


def tell(text: str) -> None:
    """A line of what was asked for, on stdout."""
    with _stdout_faults():
        click.echo(one_line(text))


def print_json(rows: Iterable[JsonObject]) -> int:
    """One line of JSON a row, in UTF-8 whatever the terminal's encoding is; gives how many."""
    if sys.stdout is None:
        # Started without a stdout; there is nobody to print for.
        return sum(1 for _row in rows)
    count = 0
    for row in rows:
        line = _line(row)
        with _stdout_faults():
            sys.stdout.buffer.write(line)
        count += 1
    with _stdout_faults():
        sys.stdout.buffer.flush()
    return count


def write_json(rows: Iterable[JsonObject], file: BinaryIO) -> int:
    """Write one line of JSON a row, in UTF-8; gives how many."""
    count = 0
    for row in rows:
        file.write(_line(row))
        count += 1
    return count


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


def search_row(event: Event) -> JsonObject:
    """An event as `leftfold search --json` prints it, with its aggregate's type and id.

    It has no sentence: that would need the state before it.
    """
    own: JsonObject = {"aggregate_type": event.stream.type, "aggregate_id": event.stream.id}
    return {**own, **event_facts(event), **unreadable_row(event)}


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


def _line(row: JsonObject) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


@contextmanager
def _stdout_faults() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        raise BadRequest(f"What was asked for cannot be printed: {error.strerror}.") from error
