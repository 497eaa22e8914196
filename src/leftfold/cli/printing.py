"""What the command line prints: JSON Lines for programs, aligned text for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import click

from leftfold.model.diff import Change
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import Json, JsonObject, compact
from leftfold.model.paths import path_text
from leftfold.model.step import Failure
from leftfold.model.summary import AggregateSummary
from leftfold.model.times import time_text
from leftfold.replay.narrative import Moment


def say(text: str) -> None:
    """A message for the person, on stderr, so that stdout holds only what was asked for."""
    click.echo(text, err=True)


def print_json(rows: Iterable[JsonObject]) -> None:
    """One line of JSON a row."""
    for row in rows:
        click.echo(compact(row))


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Rows of text in columns as wide as their widest value; the last column is not padded."""
    kept = [list(row) for row in rows]
    widths = [max(len(row[place]) for row in kept) for place in range(len(kept[0]))] if kept else []
    for row in kept:
        padded = [text.ljust(width) for text, width in zip(row[:-1], widths, strict=False)]
        click.echo("  ".join([*padded, row[-1]]).rstrip())


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
    """An event as `leftfold events --json` prints it."""
    event = moment.step.event
    return {
        "version": event.version,
        "position": event.position,
        "type": event.type,
        "data": document(event.data),
        "metadata": document(event.metadata),
        "recorded_at": time_or_none(event.recorded_at),
        "deleted": event.deleted,
        "sentence": moment.sentence,
    }


def document(value: Document) -> Json:
    """A payload as JSON; one that cannot be read as an object that says why and shows its bytes as text."""
    if isinstance(value, Undecodable):
        return {"undecodable": value.reason, "text": value.raw.decode("utf-8", "replace")}
    return value


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


def change_text(change: Change) -> str:
    """A change for a person: the path, then before and after."""
    return f"{path_text(change.path) or '(all)'}: {compact(change.before)} → {compact(change.after)}"
