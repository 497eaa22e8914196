"""The command that turns a file of rows into events."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from leftfold.cli.asking import opened
from leftfold.cli.options import STORE, with_because
from leftfold.cli.printing import one_line, say
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted
from leftfold.model.edits import Because
from leftfold.model.errors import CannotOpen
from leftfold.store.importing.importer import Import, Imported, OnBadRow, Watcher
from leftfold.store.importing.map_files import load_map, shipped_maps
from leftfold.store.importing.rows import BadRow
from leftfold.store.opening import create_store, open_store
from leftfold.store.store import Store
from leftfold.whole_file import whole_file

_FATES = [str(fate) for fate in OnBadRow]


@click.command("import", epilog="leftfold import oulad_events.csv.gz students.sqlite --map oulad")
@click.argument("file", type=click.Path(path_type=Path))
@STORE
@click.option("--map", "name", required=True, help=f"A map in TOML, or a shipped one: {', '.join(shipped_maps())}.")
@click.option(
    "--on-bad-row",
    "fate",
    type=click.Choice(_FATES),
    default=str(OnBadRow.FATAL),
    show_default=True,
    help="Whether a bad row ends it.",
)
@with_because(required=False)
def import_(file: Path, store: str, *, name: str, fate: str, because: Because) -> None:
    """Append the rows of CSV or JSON Lines as events, all or none.

    FILE may be compressed with gzip. A STORE that is not there is made; it appears only once all rows are in.
    """
    if not because.reason.strip():
        because = replace(because, reason=f"Imported from {one_line(file.name)} with the map {one_line(name)}")
    wanted = Import(file, load_map(name), because, OnBadRow(fate))
    fresh = "://" not in store and not Path(store).exists()
    done = _into_new(Path(store), wanted) if fresh else _into(store, wanted)
    say(f"{counted(done.events, 'event')} of {counted(done.streams, 'aggregate')} imported.")
    if done.unmapped:
        verb = "was" if done.unmapped == 1 else "were"
        say(f"{counted(done.unmapped, 'row')} matched no rule of the map and {verb} left out.")
    if done.bad:
        say(f"{counted(done.bad, 'bad row')} skipped.")


def _into_new(store: Path, wanted: Import) -> Imported:
    # Made aside, so that one that was killed half-way is never taken for a success.
    with whole_file(store) as made:
        with closing(create_store(str(made))) as found:
            done = _append(wanted, found)
        if store.exists():
            raise CannotOpen(f"{store} was made by another program meanwhile; nothing was imported.")
    return done


def _into(store: str, wanted: Import) -> Imported:
    with closing(opened(lambda target: open_store(target, write=True), store)) as found:
        return _append(wanted, found)


def _append(wanted: Import, store: Store) -> Imported:
    try:
        return wanted.into(store, Watcher(_progress, _skipped))
    finally:
        end_progress()


def _progress(done: int, fraction: float) -> None:
    show_progress(f"{counted(done, 'event')}, {fraction:.0%} of the file", done)


def _skipped(row: BadRow) -> None:
    end_progress()
    say(f"Line {row.line} is skipped: it {row.reason}.")
