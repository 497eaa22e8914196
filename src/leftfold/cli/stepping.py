"""The command that steps into the reducer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from pdb import Pdb
from typing import Any

import click

from leftfold.cli.options import JSON, VersionCommand, no_version, ordinal_at, with_replay
from leftfold.cli.printing import print_json, say, tell
from leftfold.cli.text import print_table
from leftfold.domain.external.folding import Held
from leftfold.domain.trace_rows import line_row
from leftfold.domain.tracing import MOST, Line, Trace, source_of, trace
from leftfold.model.errors import BadRequest, Refused
from leftfold.model.event import Undecodable
from leftfold.model.json import JsonObject
from leftfold.model.step import Step
from leftfold.session import Replay


@click.command(cls=VersionCommand)
@with_replay
@click.argument("version", type=int)
@click.option("--pdb", "debugs", is_flag=True, help="Stop in Python's debugger where the reducer begins.")
@JSON
def step(replay: Replay, *, version: int, debugs: bool, as_json: bool) -> None:
    """The lines that a Python reducer runs for an event.

    Each with the variables that it changes. The event is named by its VERSION. At most 10,000 lines are run. The
    domain runs in this process: Ctrl+C ends it.
    """
    taken = _step_at(replay, version)
    if debugs:
        if as_json:
            raise BadRequest("A debugger speaks to a person; give either --pdb or --json.")
        _debug(replay, taken)
        return
    found = trace(replay.domain, taken.before, taken.event)
    if as_json:
        print_json([*map(line_row, found.lines), _end_row(found)])
        return
    print_table(_rows(found), head=("line", "source", "what it changed"))
    if not found.whole:
        say(f"Only the first {MOST:,} lines were run.")
    tell(f"It could not be applied: {found.result}" if found.failed else f"The state after it: {found.result}")


def _step_at(replay: Replay, version: int) -> Step[Any]:
    ordinal = ordinal_at(replay, version)
    if not ordinal:
        raise no_version(replay.stream, version, int(replay.index.versions[0]), int(replay.index.versions[-1]))
    taken = replay.history.step(ordinal)
    if isinstance(taken.event.data, Undecodable):
        raise Refused(f"Event {version} reaches no reducer: its payload {taken.event.data.reason}.")
    if isinstance(taken.before, Held):
        raise Refused("This reducer is not written in Python as a domain; use the debugger of its own language.")
    source_of(replay.domain.evolve)
    return taken


def _debug(replay: Replay, taken: Step[Any]) -> None:
    say("The debugger stops where the reducer begins: `s` steps, `p NAME` shows a variable, `c` goes on, `q` leaves.")
    Pdb(nosigint=True).runcall(replay.domain.evolve, taken.before, taken.event)


def _rows(found: Trace) -> Iterator[tuple[str, str, str]]:
    sources = {file: text.split("\n") for file, text in found.sources}
    several = len(sources) > 1
    for line in found.lines:
        changed = "; ".join(f"{name} = {text}" for name, text in line.changed)
        yield _place(line, named=several), f"{'  ' * line.depth}{sources[line.file][line.number - 1].strip()}", changed


def _place(line: Line, *, named: bool) -> str:
    return f"{Path(line.file).name}:{line.number}" if named else str(line.number)


def _end_row(found: Trace) -> JsonObject:
    return {"result": found.result, "failed": found.failed, "whole": found.whole}
