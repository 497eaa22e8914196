"""The command that makes the last state what it was."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Final

import click

from leftfold.cli.options import ordinal_at, words
from leftfold.cli.printing import say
from leftfold.cli.writing import Correction, corrects
from leftfold.draft.draft import with_append
from leftfold.draft.restoring import as_it_was, told_difference
from leftfold.model.errors import BadRequest, Refused

# The first sign keeps click from wrapping the lines.
_EXAMPLE: Final = """\b
leftfold restore-state demo.sqlite 3202 --at 57 --reason "A bulk job reset her" --dry-run"""


@click.command("restore-state", epilog=_EXAMPLE)
@corrects("append")
@click.option("--at", metavar="V", type=int, required=True, help="The version after which the state was right.")
@click.option("--nearest", is_flag=True, help="Also where not all of it can be as it was.")
@click.option("--type", "event_type", metavar="TYPE", type=words, help="Of the event, where no domain tells it.")
def restore_state(correction: Correction, *, at: int, nearest: bool, event_type: str | None) -> None:
    """Append what makes the last state as it was after an event.

    The domain says which events do that. Where none does, events are merged: one is appended with the fields that
    differ, of the type that has them, unless TYPE is told. The events after V are named in its metadata as what it
    makes up for.
    """
    replay = correction.replay
    remedy = as_it_was(replay.history, replay.index, ordinal_at(replay, at), stored=len(replay.index))
    if event_type:
        if remedy.is_typed:
            raise BadRequest(f"The domain {replay.domain.name} tells the type of the event; leave out --type.")
        remedy = replace(remedy, events=tuple(replace(event, type=event_type) for event in remedy.events))
    elif not remedy.is_typed:
        types = ", ".join(event.type for event in remedy.events)
        say(f"Of the type {types}, since events of it had these fields; --type names another.")
    differs = told_difference(remedy.differs)
    if differs and not (nearest or correction.dry_run):
        raise Refused(f"{differs} Nothing was written; add --nearest to come as near as can be.")
    if differs:
        say(differs)
    correction.make(reduce(with_append, remedy.appends(), correction.draft))
