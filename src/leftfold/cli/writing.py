"""The commands that write: each drafts, shows the effect, and commits unless it is a dry run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import reduce

import click
import orjson

from leftfold.cli.options import AGGREGATE, LAYOUT, STORE, opened
from leftfold.cli.printing import change_text, say
from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.model.edits import Append, Because
from leftfold.model.errors import BadRequest, Conflict, Refused
from leftfold.model.json import JsonObject
from leftfold.session import Replay, Session

Edit = Callable[[Replay, Draft], Draft]

REASON = click.option("--reason", required=True, help="Why; recorded with the write.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show the effect and write nothing.")


@click.command()
@STORE
@AGGREGATE
@click.argument("name")
@click.argument("arguments", metavar="JSON")
@REASON
@DRY_RUN
@LAYOUT
def command(  # noqa: PLR0913 - click passes options by name
    store: str,
    aggregate: str,
    name: str,
    arguments: str,
    reason: str,
    dry_run: bool,  # noqa: FBT001
    layout: str | None,
) -> None:
    """Have the domain decide a command, and append the events that follow."""
    given = _json_object(arguments)

    def edit(replay: Replay, draft: Draft) -> Draft:
        state = replay.history.standing(replay.history.length).state
        decision = decide(replay.domain, state, name, given)
        if isinstance(decision, Rejection):
            raise Refused(decision.reason)
        now = datetime.now(UTC)
        return reduce(with_append, (Append(event.type, event.data, now) for event in decision), draft)

    with opened(store, layout=layout) as session:
        _mend(session, aggregate, edit, Because("", reason), dry_run=dry_run)


@click.command()
@STORE
@AGGREGATE
@click.argument("event_type")
@click.argument("data", metavar="JSON")
@REASON
@click.option("--expect", type=int, help="Only if the last event has this version.")
@DRY_RUN
@LAYOUT
def append(  # noqa: PLR0913 - click passes options by name
    store: str,
    aggregate: str,
    event_type: str,
    data: str,
    reason: str,
    expect: int | None,
    dry_run: bool,  # noqa: FBT001
    layout: str | None,
) -> None:
    """Append one compensating event."""
    payload = _json_object(data)

    def edit(replay: Replay, draft: Draft) -> Draft:
        if expect is not None and expect != draft.base_version:
            raise Conflict(f"{replay.stream} is at version {draft.base_version}, not {expect}; nothing was written.")
        return with_append(draft, Append(event_type, payload, datetime.now(UTC)))

    with opened(store, layout=layout) as session:
        _mend(session, aggregate, edit, Because("", reason), dry_run=dry_run)


@click.command()
@STORE
@AGGREGATE
@click.argument("version", type=int)
@REASON
@DRY_RUN
@LAYOUT
def delete(store: str, aggregate: str, version: int, reason: str, dry_run: bool, layout: str | None) -> None:  # noqa: FBT001, PLR0913 - click passes options by name
    """Soft-delete an event: it stays stored and no longer counts."""
    with opened(store, layout=layout) as session:
        why = Because("", reason)
        _mend(session, aggregate, lambda r, d: with_soft_delete(d, r.index, version), why, dry_run=dry_run)


@click.command()
@STORE
@AGGREGATE
@click.argument("version", type=int)
@REASON
@DRY_RUN
@LAYOUT
def restore(store: str, aggregate: str, version: int, reason: str, dry_run: bool, layout: str | None) -> None:  # noqa: FBT001, PLR0913 - click passes options by name
    """Make a soft-deleted event count again."""
    with opened(store, layout=layout) as session:
        why = Because("", reason)
        _mend(session, aggregate, lambda r, d: with_restore(d, r.index, version), why, dry_run=dry_run)


def _mend(session: Session, aggregate: str, edit: Edit, because: Because, *, dry_run: bool) -> None:
    replay = session.open_stream(session.resolve(aggregate))
    draft = edit(replay, session.new_draft(replay, because))
    effect = session.preview(replay, session.what_if(replay, draft))
    for change in effect.changes:
        click.echo(change_text(change))
    if not effect.changes:
        say("The last state stays as it is.")
    for failure in effect.now_failing:
        say(f"Event {failure.version} would fail: {failure.error}")
    for sentence in effect.broken:
        say(f"Newly broken: {sentence}")
    if dry_run:
        say("Dry run: nothing was written.")
        return
    session.unlock()
    committed = session.commit(draft)
    say(f"Written; {replay.stream} is at version {committed.last_version}.")


def _json_object(text: str) -> JsonObject:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The JSON argument is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise BadRequest("The JSON argument must be a JSON object, such as {}.")
    return value
