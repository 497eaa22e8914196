"""The commands that read a store."""

from __future__ import annotations

from itertools import islice

import click

from leftfold.cli.options import JSON, ordinal_at, with_replay, with_store
from leftfold.cli.printing import (
    aggregate_row,
    change_row,
    counted,
    event_row,
    failure_row,
    print_changes,
    print_document,
    print_json,
    print_table,
    say,
    time_or_none,
)
from leftfold.model.diff import diff
from leftfold.model.json import JsonObject
from leftfold.replay.narrative import narrate, shown
from leftfold.session import Replay
from leftfold.store.store import Counts, Store

PAGE = 500
"""Events a table is aligned over: they are printed as they are read, however long the stream is."""


@click.command()
@with_store
@JSON
def info(store: Store, *, as_json: bool) -> None:
    """Layout, capabilities with reasons, and counts."""
    counts = store.counts()
    if as_json:
        print_json([_info_row(store, counts)])
        return
    click.echo(f"{store.name}: {store.layout.title}. {store.explanation}")
    held = f"{counted(counts.events, 'event')} of {counted(counts.aggregates, 'aggregate')}"
    click.echo(f"{held}, {counts.soft_deleted:,} soft-deleted; {counted(counts.snapshots, 'snapshot')}.")
    print_table((item.name, "yes" if item.allowed else "no", item.reason) for item in store.capabilities)


def _info_row(store: Store, counts: Counts) -> JsonObject:
    return {
        "name": store.name,
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
@click.option("--type", "type_", help="Only aggregates of this type.")
@click.option("--find", default="", help="Only aggregates with this text in their id.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@JSON
def aggregates(store: Store, *, type_: str | None, find: str, limit: int, as_json: bool) -> None:
    """The aggregates of a store."""
    found = store.aggregates(type=type_, find=find, limit=limit)
    if as_json:
        print_json(aggregate_row(summary) for summary in found)
        return
    print_table((str(s.stream), counted(s.events, "event"), time_or_none(s.last_at) or "") for s in found)
    if not found:
        say("No aggregate matches.")
    elif len(found) == limit:
        say(f"These are the first {limit}; ask for more with --limit, or for others with --type and --find.")


@click.command()
@with_replay
@click.option("--from", "first", type=int, help="From this version on.")
@click.option("--to", "last", type=int, help="Up to this version.")
@JSON
def events(replay: Replay, *, first: int | None, last: int | None, as_json: bool) -> None:
    """The events of an aggregate, each with a sentence."""
    start = 1 if first is None else max(1, ordinal_at(replay, first))
    steps = replay.history.steps(start, ordinal_at(replay, last))
    moments = (narrate(replay.domain, step) for step in steps)
    if as_json:
        print_json(event_row(moment) for moment in moments)
        return
    while page := list(islice(moments, PAGE)):
        told = ((moment.step.event, moment.sentence) for moment in page)
        print_table((str(event.version), time_or_none(event.recorded_at) or "", text) for event, text in told)


@click.command()
@with_replay
@click.option("--at", "version", type=int, help="After the event with this version; after the last unless told.")
@JSON
def state(replay: Replay, *, version: int | None, as_json: bool) -> None:
    """The state of an aggregate at a version."""
    ordinal, last = ordinal_at(replay, version), len(replay.index)
    standing = replay.history.standing(ordinal)
    document, failed = shown(replay.domain, standing.state), standing.failed
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
    click.echo(f"{replay.stream} at version {at}, after {ordinal:,} of {counted(last, 'event')}:")
    if failed:
        click.echo(f"Stands on a failure at version {failed.version}: {failed.error}")
    print_document(document)


@click.command("diff")
@with_replay
@click.argument("v1", type=int)
@click.argument("v2", type=int)
@JSON
def difference(replay: Replay, *, v1: int, v2: int, as_json: bool) -> None:
    """What changed in the state from one version to another."""
    one, other = (replay.history.standing(ordinal_at(replay, version)).state for version in (v1, v2))
    changes = diff(shown(replay.domain, one), shown(replay.domain, other))
    if as_json:
        print_json(change_row(change) for change in changes)
        return
    differ = counted(len(changes), "value differs", many="values differ")
    click.echo(f"{replay.stream} from version {v1} to {v2}: {differ}.")
    print_changes(changes)
