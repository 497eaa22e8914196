"""The commands that tell what is known, and the one that takes events out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from leftfold.cli.options import LAYOUT, STORE, opened
from leftfold.cli.printing import event_row, print_table, say
from leftfold.model.errors import BadRequest
from leftfold.model.json import JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import narrate
from leftfold.session import Session
from leftfold.store.layout_files import shipped_layouts

PAGE = 1_000
"""Aggregates listed at once while exporting a whole store."""


@click.command()
def layouts() -> None:
    """The layouts that are known."""
    print_table((layout.key, layout.title) for layout in shipped_layouts())


@click.command()
@STORE
@click.argument("places", nargs=-1, metavar="[ID] FILE", required=True)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@LAYOUT
def export(store: str, places: tuple[str, ...], force: bool, layout: str | None) -> None:  # noqa: FBT001 - click passes options by name
    """Write the events of one aggregate, or of all, to FILE as JSON Lines; `-` is stdout."""
    if len(places) > 2:
        raise BadRequest("export takes a store, at most one aggregate id, and one file.")
    *wanted, target = places
    if target != "-" and Path(target).exists() and not force:
        raise BadRequest(f"{target} exists already; name another file, or add --force to overwrite it.")
    with opened(store, layout=layout) as session:
        streams = iter([session.resolve(wanted[0])]) if wanted else _all(session)
        with click.open_file(target, "w", encoding="utf-8", atomic=target != "-") as file:
            count = 0
            for row in _rows(session, streams):
                file.write(compact(row) + "\n")
                count += 1
        say(f"{count:,} events written.")


def _all(session: Session) -> Iterator[StreamId]:
    after: StreamId | None = None
    while page := session.store.aggregates(after=after, limit=PAGE):
        yield from (summary.stream for summary in page)
        after = page[-1].stream


def _rows(session: Session, streams: Iterator[StreamId]) -> Iterator[JsonObject]:
    for stream in streams:
        replay = session.open_stream(stream)
        for step in replay.history.steps(1, len(replay.index)):
            row = event_row(narrate(replay.domain, step))
            yield {"aggregate_type": step.event.stream.type, "aggregate_id": step.event.stream.id, **row}
