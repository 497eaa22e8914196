"""The command that writes events to a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from leftfold.cli.options import with_session
from leftfold.cli.printing import counted, event_row, print_json, say, write_json
from leftfold.model.errors import BadRequest, Refused
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import narrate
from leftfold.session import Session

PAGE: Final = 500
"""Aggregates listed at once while a whole store is exported."""


@click.command()
@with_session
@click.argument("places", nargs=-1, required=True, metavar="[ID] FILE")
@click.option("--force", is_flag=True, help="Overwrite the file.")
def export(session: Session, places: tuple[str, ...], *, force: bool) -> None:
    """Write the events of one aggregate, or of all, to FILE as JSON Lines; `-` is stdout."""
    *wanted, target = places
    if len(wanted) > 1:
        raise BadRequest("export takes a store, at most one aggregate id, and one file.")
    rows = _rows(session, iter([session.resolve(wanted[0])]) if wanted else _all(session))
    count = print_json(rows) if target == "-" else _write_file(rows, Path(target), force=force)
    say(f"{counted(count, 'event')} written.")


def _write_file(rows: Iterator[JsonObject], path: Path, *, force: bool) -> int:
    if path.exists() and not force:
        raise Refused(f"{path} exists already; name another file, or add --force to overwrite it.")
    try:
        # Written aside and moved into place, so that what is there is whole or as it was.
        with TemporaryDirectory(dir=path.parent, prefix=".leftfold-") as aside:
            whole = Path(aside) / path.name
            with whole.open("wb") as file:
                count = write_json(rows, file)
            whole.replace(path)
    except OSError as error:
        raise BadRequest(f"{path} cannot be written: {error.strerror}.") from error
    return count


def _all(session: Session) -> Iterator[StreamId]:
    after: StreamId | None = None
    while page := session.store.aggregates(after=after, limit=PAGE):
        yield from (summary.stream for summary in page)
        after = page[-1].stream


def _rows(session: Session, streams: Iterator[StreamId]) -> Iterator[JsonObject]:
    for stream in streams:
        replay = session.open_stream(stream)
        for step in replay.history.steps(1, len(replay.index)):
            own = step.event.stream
            yield {"aggregate_type": own.type, "aggregate_id": own.id, **event_row(narrate(replay.domain, step))}
