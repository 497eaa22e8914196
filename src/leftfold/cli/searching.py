"""The command that searches a whole store."""

from __future__ import annotations

from itertools import islice
from typing import Final

import click

from leftfold.cli.options import JSON, with_session, words
from leftfold.cli.printing import print_json, say, search_row, tell
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted, value_text, when
from leftfold.model.errors import BadRequest
from leftfold.model.event import Event, Undecodable
from leftfold.replay.masking import masked_event
from leftfold.session import Session

# The first sign keeps click from wrapping the lines.
_EXAMPLE: Final = """\b
leftfold search demo.sqlite '"lesson":6' --type student"""


@click.command(epilog=_EXAMPLE)
@with_session
@click.argument("text", type=words)
@click.option("--type", "type_", metavar="TYPE", type=words, help="Only events of aggregates of this type.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many; all unless told.")
@JSON
def search(session: Session, *, text: str, type_: str | None, limit: int | None, as_json: bool) -> None:
    """The events of all aggregates with a TEXT in their payload.

    They are printed as they are found, in the store's order. The text is compared with the payload as it is stored,
    byte by byte: upper and lower case differ, and nothing is found in a compressed payload.
    """
    if not text:
        raise BadRequest("The text to search for is empty; give some of what the payload says.")
    number = 0
    try:
        for found in islice(session.store.search(text, type=type_, progress=_progress), limit):
            number += 1
            event = masked_event(session.domain_for(found.stream), found)
            end_progress()
            if as_json:
                print_json([search_row(event)])
            else:
                tell(_line(event))
    finally:
        end_progress()
    if not number:
        say(f"No payload holds {text!r}.")
    elif number == limit:
        say(f"At most {counted(limit, 'event')} listed; ask for more with --limit.")


def _progress(position: int) -> None:
    # A search passes ten events in the time in which others do one, and need not be told more often.
    show_progress(f"Searched up to position {position:,}", position // 10)


def _line(event: Event) -> str:
    data = f"the payload {event.data}" if isinstance(event.data, Undecodable) else value_text(event.data)
    deleted = "soft-deleted, " if event.deleted else ""
    return f"{event.stream}  {event.version}  {when(event.recorded_at)}  {deleted}{event.type}  {data}"
