"""The command that makes snapshots, so that later replays begin there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import click

from leftfold.cli.options import with_because, with_session, words
from leftfold.cli.printing import say
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted
from leftfold.model.edits import Because
from leftfold.model.errors import Refused
from leftfold.model.snapshot import Snapshot
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.store.protocols import Protocol

BATCH: Final = 200
"""Snapshots written in one transaction: so few that nobody waits long for the store."""

# The first sign keeps click from wrapping the lines.
_EXAMPLE: Final = """\b
Each night at two, of all students that had 100 events or more since their last one:
  0 2 * * *  leftfold snapshot school.sqlite --type student --every 100 --reason "nightly" """


class _Counts:
    """What became of the aggregates that were looked at."""

    def __init__(self) -> None:
        self.seen = self.fresh = self.written = 0
        self.lacking: dict[str, int] = {}
        """By the names of their domains, how many aggregates cannot be gone on from."""


@click.command(epilog=_EXAMPLE)
@with_session
@with_because()
@click.option("--type", "type_", metavar="TYPE", type=words, help="Only of aggregates of this type.")
@click.option(
    "--every",
    default=1,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=1),
    help="Only where so many events came since the last snapshot.",
)
def snapshot(session: Session, *, because: Because, type_: str | None, every: int) -> None:
    """Store the last states, so that replays begin there.

    One of each aggregate; all events stay. A snapshot counts only for as long as the domain's code is the same, and the
    same events up to it are soft-deleted; else it is passed over. The domain must have a `restore`.
    """
    able = session.store.capability("append")
    if not able.allowed:
        raise Refused(f"{session.store.name} takes no snapshots: {able.reason}")
    if session.store.layout.protocol is not Protocol.NATIVE:
        raise Refused(
            f"{session.store.name} takes no snapshots: Leftfold keeps them only in a store of its own layout."
        )
    counts = _Counts()
    session.unlock()
    made = _made(session, type_, every, counts)
    try:
        while batch := list(islice(made, BATCH)):
            counts.written += session.keep_snapshots(batch, because)
    finally:
        end_progress()
    _tell(counts)


def _made(session: Session, type_: str | None, every: int, counts: _Counts) -> Iterator[Snapshot]:
    for stream in _streams(session, type_):
        replay = session.open_stream(stream, resume=True)
        counts.seen += 1
        show_progress(f"{counted(counts.seen, 'aggregate')} looked at", counts.seen)
        if replay.history.way_to(replay.history.length) < every:
            counts.fresh += 1
        elif (found := session.snapshot(replay)) is not None:
            yield found
        else:
            counts.lacking[replay.domain.name] = counts.lacking.get(replay.domain.name, 0) + 1


def _streams(session: Session, type_: str | None) -> Iterator[StreamId]:
    after: StreamId | None = None
    while page := session.store.aggregates(type=type_, after=after, limit=BATCH):
        yield from (summary.stream for summary in page)
        after = page[-1].stream


def _tell(counts: _Counts) -> None:
    say(f"{counted(counts.written, 'snapshot')} written, of {counted(counts.seen, 'aggregate')}.")
    if counts.fresh:
        say(f"{counted(counts.fresh, 'aggregate')} had too few new events.")
    for domain, number in counts.lacking.items():
        say(
            f"{counted(number, 'aggregate')} read by the domain {domain} cannot be gone on from: it has no `restore` "
            "that gives the state back."
        )
