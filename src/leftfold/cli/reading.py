"""The commands that read a store."""

from __future__ import annotations

from itertools import islice

import click

from leftfold.cli.options import AGGREGATE, DOMAIN, JSON, LAYOUT, STORE, opened, ordinal_at
from leftfold.cli.printing import (
    aggregate_row,
    change_row,
    change_text,
    event_row,
    failure_row,
    print_json,
    print_table,
    say,
    time_or_none,
)
from leftfold.domain.registry import Domains
from leftfold.model.diff import diff
from leftfold.model.json import JsonObject, indented
from leftfold.replay.narrative import narrate, shown
from leftfold.session import Session


@click.command()
@STORE
@LAYOUT
@JSON
def info(store: str, layout: str | None, as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Layout, capabilities with reasons, and counts."""
    with opened(store, layout=layout) as session:
        found, counts = session.store, session.store.counts()
        if as_json:
            print_json([_info_row(session)])
            return
        click.echo(f"{found.name}: {found.explanation}")
        click.echo(
            f"{counts.events:,} events of {counts.aggregates:,} aggregates, {counts.soft_deleted:,} soft-deleted"
        )
        print_table((item.name, "yes" if item.allowed else "no", item.reason) for item in found.capabilities)


def _info_row(session: Session) -> JsonObject:
    store, counts = session.store, session.store.counts()
    return {
        "layout": store.layout.key,
        "explanation": store.explanation,
        "events": counts.events,
        "aggregates": counts.aggregates,
        "soft_deleted": counts.soft_deleted,
        "snapshots": counts.snapshots,
        "capabilities": [{"name": c.name, "allowed": c.allowed, "reason": c.reason} for c in store.capabilities],
    }


@click.command()
@STORE
@click.option("--type", "type_", help="Only aggregates of this type.")
@click.option("--find", default="", help="Only aggregates with this text in their id.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@LAYOUT
@JSON
def aggregates(store: str, layout: str | None, type_: str | None, find: str, limit: int, as_json: bool) -> None:  # noqa: FBT001, PLR0913 - click passes options by name
    """The aggregates of a store."""
    with opened(store, layout=layout) as session:
        found = session.store.aggregates(type=type_, find=find, limit=limit)
        if as_json:
            print_json(aggregate_row(summary) for summary in found)
            return
        print_table((str(s.stream), f"{s.events:,} events", time_or_none(s.last_at) or "") for s in found)
        if not found:
            say("No aggregate matches.")


@click.command()
@STORE
@AGGREGATE
@click.option("--from", "first", type=int, help="From this version on.")
@click.option("--to", "last", type=int, help="Up to this version.")
@LAYOUT
@DOMAIN
@JSON
def events(  # noqa: PLR0913 - click passes options by name
    store: str,
    aggregate: str,
    first: int | None,
    last: int | None,
    layout: str | None,
    domain: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """The events of an aggregate, each with a sentence."""
    with opened(store, layout=layout, domain=domain) as session:
        replay = session.open_stream(session.resolve(aggregate))
        start = 1 if first is None else ordinal_at(replay, first)
        steps = replay.history.steps(start, ordinal_at(replay, last))
        moments = (narrate(replay.domain, step) for step in steps)
        if as_json:
            print_json(event_row(moment) for moment in moments)
            return
        while page := list(islice(moments, 500)):
            print_table(
                (str(m.step.event.version), time_or_none(m.step.event.recorded_at) or "", m.sentence) for m in page
            )


@click.command()
@STORE
@AGGREGATE
@click.option("--at", "version", type=int, help="After the event with this version; after the last unless told.")
@LAYOUT
@DOMAIN
@JSON
def state(  # noqa: PLR0913 - click passes options by name
    store: str,
    aggregate: str,
    version: int | None,
    layout: str | None,
    domain: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """The state of an aggregate at a version."""
    with opened(store, layout=layout, domain=domain) as session:
        replay = session.open_stream(session.resolve(aggregate))
        ordinal = ordinal_at(replay, version)
        standing = replay.history.standing(ordinal)
        document = shown(replay.domain, standing.state)
        at = int(replay.index.versions[ordinal - 1])
        if as_json:
            stream, failed = replay.stream, failure_row(standing.failed)
            print_json([{"type": stream.type, "id": stream.id, "version": at, "state": document, "failed": failed}])
            return
        click.echo(indented(document))
        if standing.failed:
            say(f"This state stands on a failure at version {standing.failed.version}: {standing.failed.error}")


@click.command("diff")
@STORE
@AGGREGATE
@click.argument("v1", type=int)
@click.argument("v2", type=int)
@LAYOUT
@DOMAIN
@JSON
def difference(  # noqa: PLR0913 - click passes options by name
    store: str,
    aggregate: str,
    v1: int,
    v2: int,
    layout: str | None,
    domain: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """What changed in the state from one version to another."""
    with opened(store, layout=layout, domain=domain) as session:
        replay = session.open_stream(session.resolve(aggregate))
        one, other = (replay.history.standing(ordinal_at(replay, version)).state for version in (v1, v2))
        changes = diff(shown(replay.domain, one), shown(replay.domain, other))
        if as_json:
            print_json(change_row(change) for change in changes)
            return
        for change in changes:
            click.echo(change_text(change))
        if not changes:
            say("Nothing differs.")


@click.command()
def domains() -> None:
    """The domains that can be loaded, where they are from, and their commands."""
    known = Domains.installed()
    origins = {entry.name: entry.origin for entry in known.entries}
    for name in known.names:
        domain = known.load(name)
        click.echo(f"{name}: {domain.title} ({origins.get(name, 'built in')})")
        for command in domain.commands:
            fields = ", ".join(f"{f.name}{'' if f.required else '?'}: {f.kind}" for f in command.fields)
            click.echo(f"  {command.name} {{{fields}}}")
