"""The command that writes a test from what is stored."""

from __future__ import annotations

from pathlib import Path

import click

from leftfold.casefile.testcase import testcase as test_text
from leftfold.cli.options import AGGREGATE, ordinal_at, with_session
from leftfold.cli.printing import say
from leftfold.cli.target import NewFile, to_file
from leftfold.session import Replay, Session


@click.command()
@with_session
@AGGREGATE
@to_file("FILE.py")
@click.option("--at", "version", type=int, metavar="V", help="The event that is tested; the last unless told.")
def testcase(session: Session, *, aggregate: str, target: NewFile, version: int | None) -> None:
    """Write a pytest of one event.

    Given the events before it, when it comes, then the state is what the store's replay shows. It runs as it is.
    """
    replay = session.open_stream(session.resolve(aggregate))
    text = test_text(replay, ordinal_at(replay, version), _loaded_by(replay))
    with target.written() as whole:
        whole.write_text(text, "utf-8")
    say(f"The test is in {target.path}; run it with pytest.")


def _loaded_by(replay: Replay) -> str:
    """What loads the domain from anywhere: its name, or the whole path of its file."""
    asked = click.get_current_context().params.get("domain") or ""
    path, dot, attribute = str(asked).partition(".py")
    return f"{Path(path).absolute()}.py{attribute}" if dot else replay.domain.name
