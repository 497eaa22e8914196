"""The command that writes a case file."""

from __future__ import annotations

import click

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.casefile.case_file import Asked, case_file
from leftfold.casefile.drawing import timeline_svg
from leftfold.casefile.html import case_html
from leftfold.cli.options import AGGREGATE, ordinal_at, with_session
from leftfold.cli.printing import say
from leftfold.cli.target import NewFile, to_file
from leftfold.session import Session


@click.command()
@with_session
@AGGREGATE
@to_file("FILE.html")
@click.option("--at", "version", type=int, metavar="V", help="The version whose state is told; the last unless told.")
@click.option(
    "--event", "chosen", type=int, metavar="V", multiple=True, help="Tell what this event changed; may be given again."
)
def case(session: Session, *, aggregate: str, target: NewFile, version: int | None, chosen: tuple[int, ...]) -> None:
    """Write a page that tells a case, to be attached to a ticket.

    It says what happened in sentences, where it went wrong, and what the chosen and the bookmarked events changed, with
    the notes on them and a picture of the timeline. It needs nothing else to be read.
    """
    replay = session.open_stream(session.resolve(aggregate))
    bookmarks = Bookmarks(bookmarks_file()).of(session.place, replay.stream)
    told = tuple(ordinal_at(replay, one) for one in chosen)
    asked = Asked(ordinal_at(replay, version), bookmarks, tuple(at for at in told if at))
    made = case_file(session.place, replay, asked)
    with target.written() as whole:
        whole.write_text(case_html(made, timeline_svg(made)), "utf-8")
    say(f"The case of {replay.stream} is in {target.path}.")
