"""The command that writes a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from leftfold.casefile.bundling import Contents, write_bundle
from leftfold.casefile.pseudonyms import Pseudonyms
from leftfold.cli.options import ordinal_at, with_session, words
from leftfold.cli.printing import say
from leftfold.cli.target import NewFile
from leftfold.cli.text import counted
from leftfold.model.errors import BadRequest
from leftfold.session import Session


@click.command()
@with_session
@click.argument("places", nargs=-1, required=True, metavar="ID… FILE")
@click.option("--at", "version", type=int, metavar="V", help="Where to stand in the first; at its end unless told.")
@click.option("--pseudonymise", is_flag=True, help="Replace ids and personal fields, with a key that nobody keeps.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
def bundle(session: Session, *, places: tuple[str, ...], version: int | None, pseudonymise: bool, force: bool) -> None:
    """Write aggregates as a small store of their own.

    On another machine, `leftfold FILE` shows the first of them, standing where it is told here, with your notes.
    Versions are counted from 1 in it. Without --reveal, personal fields are only written with --pseudonymise.
    """
    *ids, target = places
    if not ids:
        raise BadRequest("bundle takes a store, at least one aggregate id, and one file.")
    replays = tuple(session.open_stream(session.resolve(words(id_))) for id_ in dict.fromkeys(ids))
    contents = Contents(replays, ordinal_at(replays[0], version), Pseudonyms() if pseudonymise else None)
    with NewFile(Path(target), force).written() as whole:
        events = write_bundle(session, contents, whole)
    say(f"{counted(events, 'event')} of {counted(len(replays), 'aggregate')} are in {target}.")
