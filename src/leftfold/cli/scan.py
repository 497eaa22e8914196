"""The command that looks for findings in a whole store."""

from __future__ import annotations

from typing import Final

import click

from leftfold.cli.findings import Asked, through_store
from leftfold.cli.printing import say
from leftfold.diagnose.condition import parse_condition
from leftfold.model.errors import BadRequest
from leftfold.model.finding import ABOUT_EVENTS, FindingKind
from leftfold.scan.work import Findings

# The first sign keeps click from wrapping the lines.
_EXAMPLES: Final = """\b
leftfold scan demo.sqlite --type student
leftfold scan demo.sqlite --where "fell(currentPosition)" --only condition
leftfold scan postgresql://me@host/db --jobs 8 --resume scan.journal --report found.html"""


@click.command(epilog=_EXAMPLES)
@through_store
@click.option("--where", metavar="EXPR", default="", help="Find each event at which this condition holds, too.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([str(kind) for kind in ABOUT_EVENTS]),
    help="Only findings of this kind; may be given several times.",
)
def scan(asked: Asked, *, where: str, only: tuple[str, ...]) -> int:
    """What is wrong in a whole store, aggregate by aggregate.

    Broken invariants, events that fail or are of unknown types, payloads that cannot be read, gaps and duplicates of
    versions, times that go backwards, and causes that are no events of the store. They are printed as they are found.
    Ctrl+C ends it; with --resume FILE the same command goes on where it was ended, and prints what was found before
    first. Exits with 1 where anything is found.
    """
    kinds = frozenset(map(FindingKind, only)) or frozenset(ABOUT_EVENTS)
    if where:
        parse_condition(where)
    elif FindingKind.CONDITION in only:
        raise BadRequest("Events by a condition are asked for, and none is given; add --where EXPR.")
    causes = asked.reading.type is None
    if FindingKind.ORPHAN in only and not causes:
        say("Causes are looked for only where all types are read; leave out --type.")
    return asked.give(Findings(kinds, where, causes))
