"""The command that makes a new store."""

from __future__ import annotations

from contextlib import closing
from typing import Final

import click

from leftfold.cli.options import STORE
from leftfold.cli.printing import say
from leftfold.store.creating import make_store
from leftfold.store.native_postgresql import PARTITIONS

# The first sign keeps click from wrapping the lines.
_EXAMPLES: Final = """\b
leftfold init new.sqlite
leftfold init postgresql://me@host/school --partitions 16"""


@click.command(epilog=_EXAMPLES)
@STORE
@click.option(
    "--partitions",
    type=int,
    help=f"Into how many parts a server splits events by aggregate; 1 for none, {PARTITIONS} unless told.",
)
def init(store: str, *, partitions: int | None) -> None:
    """Make an empty store in Leftfold's own layout.

    STORE is a file that is not there yet, or a PostgreSQL database; a schema of it where the URL has a search_path.
    """
    with closing(make_store(store, partitions=partitions)) as made:
        say(f"{made.name} is ready.")
        if not made.keeps_events():
            say("This server has no triggers that would keep history as it is; leave UPDATE and DELETE to nobody.")
