"""The command that writes events to a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from leftfold.cli.options import with_session, words
from leftfold.cli.printing import print_json, say, write_json
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted
from leftfold.model.errors import BadRequest, Refused
from leftfold.model.event_rows import event_row, unreadable_row
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.masking import masked_event
from leftfold.replay.narrative import sentence
from leftfold.session import Session
from leftfold.whole_file import whole_file

PAGE: Final = 500
"""Aggregates listed at once while a whole store is exported."""
STEP: Final = 1_000
"""Events between two times that the progress is told: some tenths of a second."""


@click.command()
@with_session
@click.argument("places", nargs=-1, required=True, metavar="[ID] FILE")
@click.option("--force", is_flag=True, help="Overwrite the file.")
def export(session: Session, places: tuple[str, ...], *, force: bool) -> None:
    """Write the events of one aggregate, or of all, to a file.

    FILE holds JSON Lines; `-` is stdout. A line is what `leftfold events --json` prints, with the aggregate's type and
    id. What cannot be read is kept beside it as base64. `leftfold import --map leftfold` reads the file.
    """
    *wanted, target = places
    if len(wanted) > 1:
        raise BadRequest("export takes a store, at most one aggregate id, and one file.")
    rows = _rows(session, iter([_asked(session, wanted[0])]) if wanted else _all(session))
    count = print_json(rows) if target == "-" else _write_file(rows, Path(target), force=force)
    say(f"{counted(count, 'event')} written.")


def _asked(session: Session, id_: str) -> StreamId:
    return session.resolve(words(id_))


def _write_file(rows: Iterator[JsonObject], path: Path, *, force: bool) -> int:
    if path.exists() and not path.is_file():
        raise BadRequest(f"{path} is no file that could be overwritten; name another, or - for stdout.")
    if path.exists() and not force:
        raise Refused(f"{path} exists already; name another file, or add --force to overwrite it.")
    # A link stays a link, and what it leads to is written.
    with whole_file(path.resolve()) as whole:
        try:
            with whole.open("wb") as file:
                return write_json(_watched(rows), file)
        except OSError as error:
            raise BadRequest(f"{path} cannot be written: {error.strerror}.") from error
        finally:
            end_progress()


def _watched(rows: Iterator[JsonObject]) -> Iterator[JsonObject]:
    for done, row in enumerate(rows, 1):
        yield row
        if done % STEP == 0:
            show_progress(f"{counted(done, 'event')} written", done)


def _all(session: Session) -> Iterator[StreamId]:
    after: StreamId | None = None
    while page := session.store.aggregates(after=after, limit=PAGE):
        yield from (summary.stream for summary in page)
        after = page[-1].stream


def _rows(session: Session, streams: Iterator[StreamId]) -> Iterator[JsonObject]:
    for stream in streams:
        replay = session.open_stream(stream)
        for step in replay.history.steps(1, len(replay.index)):
            event = masked_event(replay.domain, step.event)
            own: JsonObject = {"aggregate_type": event.stream.type, "aggregate_id": event.stream.id}
            yield {**own, **event_row(event, sentence(replay.domain, step)), **unreadable_row(event)}
