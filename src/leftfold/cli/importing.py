"""The command that turns a file of rows into events."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import click

from leftfold.cli.options import STORE
from leftfold.cli.printing import counted, say
from leftfold.model.edits import Because
from leftfold.store.importing.importer import Import, Imported, OnBadRow, Watcher
from leftfold.store.importing.map_files import load_map, shipped_maps
from leftfold.store.importing.rows import BadRow
from leftfold.store.opening import create_store, open_store

_TOLD = 50_000
"""Events between two messages where they do not overwrite each other: some two seconds."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@STORE
@click.option("--map", "name", required=True, help=f"A map in TOML, or a shipped one: {', '.join(shipped_maps())}.")
@click.option("--on-bad-row", type=click.Choice(OnBadRow), default=OnBadRow.FATAL, show_default=True)
@click.option("--reason", default="", help="Why; recorded with the import.")
def import_(file: Path, store: str, *, name: str, on_bad_row: OnBadRow, reason: str) -> None:
    """Append the rows of a CSV or JSON Lines file to a store as events, all or none; a missing store is made."""
    because = Because(getpass.getuser(), reason or f"Imported from {file.name} with the map {name}")
    done = _into(store, Import(file, load_map(name), because, on_bad_row))
    say(f"{counted(done.events, 'event')} of {counted(done.streams, 'aggregate')} imported.")
    if done.unmapped:
        say(f"{counted(done.unmapped, 'row')} matched no rule of the map and were left out.")
    if done.bad:
        say(f"{counted(done.bad, 'bad row')} skipped.")


def _into(store: str, wanted: Import) -> Imported:
    fresh = "://" not in store and not Path(store).exists()
    opened = create_store(store) if fresh else open_store(store, write=True)
    kept = not fresh
    try:
        done = wanted.into(opened, Watcher(_progress, _skipped))
        kept = True
    finally:
        opened.close()
        if not kept:
            # A store made for an import that failed holds nothing; leaving it would look like a success.
            Path(store).unlink()
    return done


def _progress(done: int, fraction: float) -> None:
    text = f"{counted(done, 'event')}, {fraction:.0%} of the file"
    if sys.stderr.isatty():
        # What is said next is longer, and overwrites the line.
        click.echo(f"{text}\r", err=True, nl=False)
    elif done % _TOLD == 0:
        say(text)


def _skipped(row: BadRow) -> None:
    say(f"Line {row.line} is skipped: it {row.reason}.")
