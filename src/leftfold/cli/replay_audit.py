"""The commands that compare the replay with snapshots, with read models, with itself and with another reducer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from leftfold.cli.findings import Asked, through_store
from leftfold.model.errors import BadRequest
from leftfold.scan.audits import Folding, ReadModels, Reducers, Snapshots
from leftfold.scan.read_model_map import load_read_model

_NOUN = "difference"


@click.command()
@through_store
def snapshots(asked: Asked) -> int:
    """Snapshots, the application's and Leftfold's, beside the folded states."""
    with asked.reading.opened() as opened:
        able = opened.store.capability("snapshots")
    if not able.allowed:
        raise BadRequest(able.reason)
    return asked.give(Snapshots(), noun=_NOUN)


@click.command()
@through_store
def folding(asked: Asked) -> int:
    """Each aggregate folded twice: a reducer that is a function of its events gives the same."""
    return asked.give(Folding(), noun=_NOUN)


@click.command()
@through_store
@click.option("--against", metavar="OLD", required=True, help="The other reducer: a domain's name, or a Python file.")
def reducers(asked: Asked, *, against: str) -> int:
    """A reducer beside another version of it: --domain NEW --against OLD."""
    with asked.reading.opened() as opened:
        opened.domain(against)
    return asked.give(Reducers(against), noun=_NOUN)


@click.command("read-model")
@through_store
@click.option(
    "--map",
    "file",
    metavar="MAP.toml",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Which column of which table has which value of the state.",
)
def read_model(asked: Asked, *, file: Path) -> int:
    """The rows of a table that an application fills from the events, beside the folded states.

    MAP.toml has `table`, `type` of aggregate, `key` with the column of the id, and under [columns] for each column the
    path of its value in the state, such as lesson = "currentPosition"; `store` where the table is in another database.
    """
    return asked.give(ReadModels(load_read_model(file)), noun=_NOUN)


REPLAY_AUDITS: Final = (snapshots, folding, reducers, read_model)
"""Each exits with 1 where anything differs, and names the first event that explains it."""
