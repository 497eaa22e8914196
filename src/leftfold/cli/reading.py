"""The commands that read a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, islice, tee
from typing import Any, Final

import click

from leftfold.cli.options import (
    AGGREGATE,
    JSON,
    VersionCommand,
    ordinal_at,
    with_replay,
    with_session,
    with_store,
    words,
)
from leftfold.cli.printing import aggregate_row, failure_row, one_line, print_json, say, tell
from leftfold.cli.ruling import ruling_rows
from leftfold.cli.text import counted, print_differences, print_document, print_table, when
from leftfold.diagnose.condition import Condition, parse_condition
from leftfold.model.diff import diff
from leftfold.model.errors import BadRequest
from leftfold.model.event import Event
from leftfold.model.event_rows import event_row
from leftfold.model.json import JsonObject
from leftfold.model.ruling_words import told_rulings
from leftfold.model.step import Step
from leftfold.model.times import NO_TIME, from_microseconds
from leftfold.replay.masking import masked_changes, masked_event, masked_standing, masked_state
from leftfold.replay.narrative import sentence, shown
from leftfold.session import Replay, Session
from leftfold.store.counting import Counts
from leftfold.store.store import Store

PAGE: Final = 500
"""Events a table is aligned over: they are printed as they are read, however long the stream is."""
# The first sign keeps click from wrapping the lines.
_CONDITIONS: Final = """\b
A condition speaks of the event and of the state before and after it:
  --where "fell(currentPosition)"
  --where "event.type = 'resetProgress' and before.currentPosition > 3\""""


@click.command()
@with_store
@JSON
def info(store: Store, *, as_json: bool) -> None:
    """What a store is, holds, and lets be done with it.

    Names the layout and why it was chosen, counts events and aggregates, and gives the reason for each capability that
    is absent.
    """
    counts, rulings = store.counts(), store.guard.rulings()
    if as_json:
        print_json([_info_row(store, counts) | {"environment": rulings.environment, "rules": [*ruling_rows(rulings)]}])
        return
    held = f"{counted(counts.events, 'event')} of {counted(counts.aggregates, 'aggregate')}"
    tell(
        f"{store.name} holds {held}, {counts.soft_deleted:,} soft-deleted, and {counted(counts.snapshots, 'snapshot')}."
    )
    tell(f"Layout: {store.layout.title} ({store.layout.key}). {store.explanation}")
    for text in told_rulings(rulings):
        tell(text)
    tell("")
    print_table((item.name, "yes" if item.allowed else "no", item.reason) for item in store.capabilities)


def _info_row(store: Store, counts: Counts) -> JsonObject:
    return {
        "name": one_line(store.name),
        "layout": store.layout.key,
        "explanation": store.explanation,
        "events": counts.events,
        "aggregates": counts.aggregates,
        "soft_deleted": counts.soft_deleted,
        "snapshots": counts.snapshots,
        "last_position": counts.last_position,
        "capabilities": [{"name": c.name, "allowed": c.allowed, "reason": c.reason} for c in store.capabilities],
    }


@click.command()
@with_store
@click.option("--type", "type_", metavar="TYPE", type=words, help="Only aggregates of this type.")
@click.option("--find", metavar="TEXT", type=words, default="", help="Only aggregates with this text in their id.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@JSON
def aggregates(store: Store, *, type_: str | None, find: str, limit: int, as_json: bool) -> None:
    """The aggregates of a store, ordered by type and id."""
    found = store.aggregates(type=type_, find=find, limit=limit)
    if as_json:
        print_json(aggregate_row(summary) for summary in found)
        return
    rows = ((str(one.stream), one.events, when(one.first_at), when(one.last_at)) for one in found)
    print_table(rows, head=("aggregate", "events", "first event", "last event"))
    if not found:
        say(f"No aggregate matches; the types here: {', '.join(store.types()) or 'none'}.")
    elif len(found) == limit:
        say(f"At most {limit:,} are listed; ask for more with --limit, or for others with --type and --find.")


@click.command(epilog=_CONDITIONS)
@with_replay
@click.option("--from", "first", metavar="V", type=int, help="From this version on.")
@click.option("--to", "last", metavar="V", type=int, help="Up to this version.")
@click.option("--where", metavar="EXPR", type=parse_condition, help="Only events at which this condition holds.")
@JSON
def events(replay: Replay, *, first: int | None, last: int | None, where: Condition | None, as_json: bool) -> None:
    """The events of an aggregate, each told in a sentence."""
    if first is not None and last is not None and first > last:
        raise BadRequest(f"Version {first} comes after {last}; give --from and --to the other way around.")
    start = 1 if first is None else max(1, ordinal_at(replay, first))
    told = _told(replay, replay.history.steps(start, ordinal_at(replay, last)), where)
    if as_json:
        print_json(event_row(event, text) for event, text in told)
        return
    head: tuple[str, ...] = ("version", "time", "what happened")
    while page := list(islice(told, PAGE)):
        print_table(((event.version, when(event.recorded_at), text) for event, text in page), head=head)
        head = ()
    if head:
        say("No event matches.")


def _told(replay: Replay, steps: Iterable[Step[Any]], where: Condition | None) -> Iterator[tuple[Event, str]]:
    if where is not None:
        steps, ahead = tee(steps)
        steps = compress(steps, where.along(replay.domain, ahead))
    for step in steps:
        yield masked_event(replay.domain, step.event), sentence(replay.domain, step)


@click.command()
@with_session
@AGGREGATE
@click.option(
    "--at", "version", type=int, metavar="V", help="After the event with this version; after the last unless told."
)
@click.option("--no-snapshots", is_flag=True, help="Fold all events, whatever snapshots there are.")
@JSON
def state(session: Session, *, aggregate: str, version: int | None, no_snapshots: bool, as_json: bool) -> None:
    """The state of an aggregate at a version.

    The version before the first event's shows the state before any event. Long values are cut; --json has them whole.
    The replay begins at the newest snapshot by `leftfold snapshot` that still holds.
    """
    replay = session.open_stream(session.resolve(aggregate), resume=not no_snapshots)
    ordinal = ordinal_at(replay, version)
    begun = ordinal - replay.history.way_to(ordinal)
    standing = masked_standing(replay.domain, replay.history.standing(ordinal))
    document, failed = masked_state(replay.domain, shown(replay.domain, standing.state)), standing.failed
    at = int(replay.index.versions[ordinal - 1]) if version is None else version
    if as_json:
        stream = replay.stream
        row: JsonObject = {
            "type": stream.type,
            "id": stream.id,
            "version": at,
            "state": document,
            "failed": failure_row(failed),
        }
        print_json([row])
        return
    tell(f"{replay.stream} at version {at}, after {ordinal:,} of {_events(replay)}{_last_at(replay, ordinal)}:")
    if begun:
        tell(f"Folded from the snapshot at version {replay.index.versions[begun - 1]} on.")
    if failed:
        tell(f"Stands on a failure: event {failed.version} could not be applied: {failed.error}")
    print_document(document)


def _events(replay: Replay) -> str:
    return counted(len(replay.index), "event")


def _last_at(replay: Replay, ordinal: int) -> str:
    time = int(replay.index.times[ordinal - 1]) if ordinal else NO_TIME
    return "" if time == NO_TIME else f", as of {when(from_microseconds(time))}"


@click.command("diff", cls=VersionCommand)
@with_replay
@click.argument("v1", type=int)
@click.argument("v2", type=int)
@JSON
def difference(replay: Replay, *, v1: int, v2: int, as_json: bool) -> None:
    """What changed in the state from version V1 to V2.

    Either may come first. Long values are cut; --json has them whole.
    """
    one, other = (replay.history.standing(ordinal_at(replay, version)).state for version in (v1, v2))
    changes = masked_changes(replay.domain, diff(shown(replay.domain, one), shown(replay.domain, other)))
    print_differences(changes, f"{replay.stream} from version {v1} to {v2}", as_json=as_json)
