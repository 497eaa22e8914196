"""The commands that find events by what they did: to one value, or to make a condition true."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

import click

from leftfold.cli.options import JSON, with_replay, words
from leftfold.cli.printing import change_row, print_json
from leftfold.cli.text import before_and_after, print_table, when
from leftfold.diagnose.condition import Condition, ConditionError, parse_condition
from leftfold.diagnose.field_history import FieldChange, field_history, last_became
from leftfold.diagnose.flips import Hit, hits
from leftfold.diagnose.meaning import change_to
from leftfold.diagnose.operands import parse_path
from leftfold.diagnose.vocabulary import vocabulary_of
from leftfold.model.errors import BadRequest, NotFound
from leftfold.model.json import JsonObject
from leftfold.model.paths import Path, path_text
from leftfold.model.times import time_or_none
from leftfold.replay.narrative import sentence, shown
from leftfold.session import Replay

PAGE: Final = 500
"""Rows a table is aligned over: they are printed as they are found."""
# The first sign keeps click from wrapping the lines.
_EXAMPLE: Final = """\b
  leftfold history demo.sqlite student/3202 currentPosition
  leftfold history demo.sqlite student/3202 currentPosition --became 3"""
_BREAKS: Final = """\b
  leftfold break demo.sqlite student/3202 "fell(currentPosition)"
  leftfold break demo.sqlite student/3202 "currentPosition < highestLesson" --all"""


@click.command(epilog=_EXAMPLE)
@with_replay
@click.argument("path", type=words)
@click.option("--became", metavar="VALUE", type=words, help="Only the last event at which it became this value.")
@JSON
def history(replay: Replay, *, path: str, became: str | None, as_json: bool) -> None:
    """Each event that changed one value of the state.

    PATH leads to the value, such as lastQuiz.score; it is told as it was before and after. An event that sets a value
    to what it is already is none of them. VALUE is written as JSON has it, or plainly; `nothing` stands for null and
    for what is not there any more.
    """
    place = _path(path)
    if became is None:
        found: Iterable[FieldChange] = field_history(replay.history, place)
    else:
        last = last_became(replay.history, place, change_to(became))
        found = (last,) if last else ()
    count = print_json(map(_row, found)) if as_json else _print_changes(found)
    if not count:
        name = path_text(place) or "the state"
        raise NotFound(
            f"{name} never became {became}." if became else f"No event changed {name}.{_meant(replay, name)}"
        )


def _path(text: str) -> Path:
    try:
        return parse_path(text)
    except ConditionError as error:
        raise BadRequest(
            f"{text!r} is no path of the state: it goes wrong at column {error.column}; "
            "write one such as lastQuiz.score or items[2]."
        ) from None


def _row(found: FieldChange) -> JsonObject:
    return {
        "version": found.version,
        "recorded_at": time_or_none(found.recorded_at),
        **change_row(found.change),
        "sentence": found.sentence,
    }


def _print_changes(found: Iterable[FieldChange]) -> int:
    rows = ((one.version, when(one.recorded_at), before_and_after(one.change), one.sentence) for one in found)
    return _print(rows, ("version", "time", "change", "what happened"))


def _meant(replay: Replay, name: str) -> str:
    state = shown(replay.domain, replay.history.standing(replay.history.length).state)
    near = get_close_matches(name, vocabulary_of(replay.domain, (), None, state).state, n=1)
    return f" Did you mean {near[0]}?" if near else ""


@click.command("break", epilog=_BREAKS)
@with_replay
@click.argument("condition", metavar="EXPR", type=parse_condition)
@click.option("--all", "find_all", is_flag=True, help="All such events, not only the first.")
@JSON
def break_(replay: Replay, *, condition: Condition, find_all: bool, as_json: bool) -> None:
    """The first event that makes a condition true, or all.

    A condition on the state alone becomes true at an event after which it holds and before which it did not. One that
    speaks of the event or of a change, such as fell(currentPosition), does so at each event it holds at.
    """
    found = islice(hits(replay.history, [condition]), None if find_all else 1)
    if not (print_json(_hit_row(replay, hit) for hit in found) if as_json else _print_hits(replay, found)):
        raise NotFound(f"No event of {replay.stream} makes it true: {condition}.")


def _hit_row(replay: Replay, hit: Hit) -> JsonObject:
    event = hit.step.event
    return {
        "version": event.version,
        "recorded_at": time_or_none(event.recorded_at),
        "type": event.type,
        "sentence": sentence(replay.domain, hit.step),
    }


def _print_hits(replay: Replay, found: Iterable[Hit]) -> int:
    events = ((hit.step.event, sentence(replay.domain, hit.step)) for hit in found)
    rows = ((event.version, when(event.recorded_at), text) for event, text in events)
    return _print(rows, ("version", "time", "what happened"))


def _print(rows: Iterable[tuple[int | str, ...]], head: tuple[str, ...]) -> int:
    count, rest = 0, iter(rows)
    while page := list(islice(rest, PAGE)):
        print_table(page, head=() if count else head)
        count += len(page)
    return count
