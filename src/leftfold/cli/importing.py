"""The command that turns a file of rows into events."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from leftfold.cli.options import STORE
from leftfold.cli.printing import say
from leftfold.model.edits import Because
from leftfold.store.importing.importer import Import, Imported, OnBadRow, Watcher
from leftfold.store.importing.map_files import load_map
from leftfold.store.importing.rows import BadRow
from leftfold.store.opening import create_store, open_store


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@STORE
@click.option("--map", "map_name", required=True, help="The path of a map in TOML, or a shipped one: oulad, moodle.")
@click.option(
    "--on-bad-row", type=click.Choice([str(choice) for choice in OnBadRow]), default="fatal", show_default=True
)
@click.option("--reason", default="", help="Why; recorded with the import.")
def import_(file: Path, store: str, map_name: str, on_bad_row: str, reason: str) -> None:
    """Append the rows of a CSV or JSON Lines file to a store as events, all or none; a missing store is made."""
    because = Because(getpass.getuser(), reason or f"import of {file.name}")
    wanted = Import(file, load_map(map_name), because, OnBadRow(on_bad_row))
    fresh = "://" not in store and not Path(store).exists()
    done = _into(store, wanted, fresh=fresh)
    say(f"{done.events:,} events of {done.streams:,} aggregates imported.")
    if done.unmapped:
        say(f"{done.unmapped:,} rows match no rule of the map and were left out.")
    if done.bad:
        say(f"{done.bad:,} bad rows were skipped.")


def _into(store: str, wanted: Import, *, fresh: bool) -> Imported:
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
    click.echo(f"\r{done:,} events, {fraction:.0%} of the file", err=True, nl=False)
    if fraction >= 1:
        click.echo(err=True)


def _skipped(row: BadRow) -> None:
    say(f"line {row.line} skipped: it {row.reason}")
