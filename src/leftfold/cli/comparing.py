"""The command that compares: two places in two aggregates' histories, or one aggregate with its like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, NamedTuple

import click

from leftfold.cli.options import AGGREGATE, JSON, with_session, words
from leftfold.cli.printing import print_json, tell
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted, print_differences
from leftfold.cohorts import Apart, apart, courses_of, gather, told
from leftfold.diagnose.cohort import Over
from leftfold.diagnose.points import ordinal_at, parse_point
from leftfold.domain.definition import Domain, Track
from leftfold.model.errors import BadRequest, NotFound
from leftfold.model.json import Json, JsonObject
from leftfold.replay.masking import masked_differences
from leftfold.replay.narrative import shown
from leftfold.session import Replay, Session

# The first sign keeps click from wrapping the lines.
_EXAMPLES: Final = """\b
  leftfold compare demo.sqlite student/3202@57 student/3202
  leftfold compare demo.sqlite student/3202@2025-10-14T10:00 student/3187@40
  leftfold compare demo.sqlite student/3202 --cohort --track lesson"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which course is to be compared with those of the others."""

    track: str | None
    """Only this one; all of them where it is None."""
    over: Over


def with_cohort(run: Callable[..., None]) -> Callable[..., None]:
    """The command with what is to be compared with the others' given as `cohort`; None where nothing is."""

    @click.option("--cohort", is_flag=True, help="Compare its course with those of the others of its type.")
    @click.option("--track", metavar="NAME", type=words, help="Only this track of the domain, with --cohort.")
    @click.option(
        "--over",
        type=click.Choice([over.value for over in Over]),
        help="With --cohort: compare after as many events, as it does unless told, or as many days.",
    )
    @wraps(run)
    def asked(*args: Any, cohort: bool, track: str | None, over: str | None, **kwargs: Any) -> None:
        if not cohort and (track or over):
            raise BadRequest("--track and --over are of use only with --cohort.")
        run(*args, cohort=Asked(track, Over(over or Over.EVENTS)) if cohort else None, **kwargs)

    return asked


@click.command(epilog=_EXAMPLES)
@with_session
@AGGREGATE
@click.argument("other", metavar="[ID]", type=words, required=False)
@with_cohort
@JSON
def compare(session: Session, *, aggregate: str, other: str | None, cohort: Asked | None, as_json: bool) -> None:
    """What differs between two states.

    Each is named as ID@VERSION, ID@TIME, or ID for the last one; an event recorded at TIME itself is part of the
    state. With --cohort, where the course of one aggregate departs from what is usual: a band that holds the middle
    80 % of up to 200 others.
    """
    if cohort is not None:
        if other is not None:
            raise BadRequest("--cohort compares one aggregate with all others; name only that one.")
        _compare_cohort(session, aggregate, cohort, as_json=as_json)
        return
    if other is None:
        raise BadRequest("Name what to compare it with, such as ID@VERSION, or add --cohort.")
    one, two = _place(session, aggregate), _place(session, other)
    changes = masked_differences(one.domain, one.document, two.domain, two.document)
    print_differences(changes, f"From {one.where} to {two.where}", as_json=as_json)


class _Place(NamedTuple):
    where: str
    """In words."""
    domain: Domain[Any]
    document: Json
    """The state there, nothing in it covered."""


def _place(session: Session, text: str) -> _Place:
    point = parse_point(text)
    replay = session.open_stream(session.resolve(point.aggregate))
    ordinal = ordinal_at(replay.index, point.at)
    where = f"version {replay.index.versions[ordinal - 1]}" if ordinal else "the start"
    state = replay.history.standing(ordinal).state
    return _Place(f"{replay.stream} at {where}", replay.domain, shown(replay.domain, state))


def _compare_cohort(session: Session, aggregate: str, asked: Asked, *, as_json: bool) -> None:
    replay = session.open_stream(session.resolve(aggregate))
    found = list(_apart(session, replay, _tracks(replay, asked.track), asked.over))
    if as_json:
        print_json(_row(replay, one, asked.over) for one in found)
        return
    for one in found:
        tell(told(replay.index, one))


def _tracks(replay: Replay, name: str | None) -> tuple[Track[Any], ...]:
    tracks = replay.domain.tracks
    names = ", ".join(track.name for track in tracks)
    if replay.is_projection:
        raise BadRequest(f"{replay.stream} is a projection; it has no others to be compared with.")
    if not tracks:
        raise NotFound(f"{replay.domain.title} has no tracks to compare.")
    if name is None:
        return tracks
    chosen = tuple(track for track in tracks if track.name == name)
    if not chosen:
        raise BadRequest(f"There is no track {name!r}; the tracks here: {names}.")
    return chosen


def _apart(session: Session, replay: Replay, tracks: tuple[Track[Any], ...], over: Over) -> Iterator[Apart]:
    try:
        others = gather(session, replay.stream.type, progress=_progress)
    finally:
        end_progress()
    own = courses_of(replay.index, replay.history)
    for track in tracks:
        yield apart(own, others, track, over)


def _progress(done: int) -> None:
    if done:
        show_progress(f"Read {counted(done, 'aggregate')}", done)


def _row(replay: Replay, found: Apart, over: Over) -> JsonObject:
    away, facing = found.departure, found.facing
    row: JsonObject = {
        "track": found.track.name,
        "over": over.value,
        "others": found.others,
        "departs": None,
        "sentence": told(replay.index, found),
    }
    if away is not None and facing is not None:
        versions = replay.index.versions
        row["departs"] = {
            "version": int(versions[away.first]),
            "until": int(versions[away.last]),
            "for_good": away.for_good,
            "value": facing.value,
            "low": facing.low,
            "median": facing.median,
            "high": facing.high,
        }
    return row
