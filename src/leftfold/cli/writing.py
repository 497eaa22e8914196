"""The commands that write: each drafts, shows the effect, and commits unless it is a dry run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce, wraps
from typing import Any, Concatenate, ParamSpec

import click
import orjson

from leftfold.cli.options import AGGREGATE, with_session
from leftfold.cli.printing import counted, print_changes, say
from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.draft.overlay import WhatIf
from leftfold.draft.preview import Preview
from leftfold.model.edits import Append, Because
from leftfold.model.errors import BadRequest, Conflict, Refused
from leftfold.model.json import JsonObject
from leftfold.replay.narrative import sentence
from leftfold.session import Replay, Session

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Correction:
    """One stream about to be corrected."""

    session: Session
    replay: Replay
    draft: Draft
    dry_run: bool

    def make(self, draft: Draft) -> None:
        """Show what the draft does, and commit it unless it is a dry run. Raises `Refused` for an event that fails."""
        proposed = self.session.what_if(self.replay, draft)
        effect = self.session.preview(self.replay, proposed)
        self._refuse_failing(effect)
        self._print_edits(proposed)
        _print_effect(effect)
        if self.dry_run:
            say("Dry run: nothing was written.")
            return
        self.session.unlock()
        committed = self.session.commit(draft)
        say(f"Written; {draft.stream} is at version {committed.last_version}.")

    def _print_edits(self, proposed: WhatIf[Any]) -> None:
        stored, domain = self.replay.history, self.replay.domain
        for ordinal, deleted in proposed.flips.items():
            step = (stored if deleted else proposed.history).step(ordinal)
            effect = "no longer counts" if deleted else "counts again"
            click.echo(f"Event {step.event.version} {effect}: {sentence(domain, step)}")
        for step in proposed.history.steps(stored.length + 1, proposed.history.length):
            click.echo(f"New event {step.event.version}: {sentence(domain, step)}")

    def _refuse_failing(self, effect: Preview) -> None:
        for failure in effect.now_failing:
            if self.replay.index.ordinal_of(failure.version) is None:
                raise Refused(f"The new event could not be applied: {failure.error}; nothing was written.")


def corrects(run: Callable[Concatenate[Correction, P], None]) -> Callable[..., None]:
    """The command with an aggregate's replay opened, and a reason asked for."""

    @with_session
    @_with_reason
    @AGGREGATE
    @click.option("--dry-run", is_flag=True, help="Show the effect and write nothing.")
    @wraps(run)
    def corrected(
        session: Session,
        because: Because,
        /,
        aggregate: str,
        dry_run: bool,  # noqa: FBT001 - click passes options by name
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        replay = session.open_stream(session.resolve(aggregate))
        run(Correction(session, replay, session.new_draft(replay, because), dry_run), *args, **kwargs)

    return corrected


def _with_reason(run: Callable[Concatenate[Session, Because, P], None]) -> Callable[..., None]:
    @click.option("--reason", required=True, help="Why; recorded with the write.")
    @click.option("--ticket", default="", help="The ticket that asks for it; recorded too.")
    @click.option("--author", default="", help="Who corrects; the computer's user unless told.")
    @wraps(run)
    def signed(session: Session, /, reason: str, ticket: str, author: str, *args: P.args, **kwargs: P.kwargs) -> None:
        if not reason.strip():
            raise BadRequest("The reason is empty; say why the stream is corrected.")
        run(session, Because(author, reason, ticket), *args, **kwargs)

    return signed


@click.command()
@corrects
@click.argument("name")
@click.argument("arguments", metavar="JSON")
def command(correction: Correction, name: str, arguments: str) -> None:
    """Have the domain decide a command, and append the events that follow."""
    replay = correction.replay
    state = replay.history.standing(replay.history.length).state
    decision = decide(replay.domain, state, name, _json_object(arguments))
    if isinstance(decision, Rejection):
        raise Refused(decision.reason)
    now = datetime.now(UTC)
    events = (Append(event.type, event.data, now) for event in decision)
    correction.make(reduce(with_append, events, correction.draft))


@click.command()
@corrects
@click.argument("event_type")
@click.argument("data", metavar="JSON")
@click.option("--expect", type=int, help="Only if the last event has this version.")
def append(correction: Correction, event_type: str, data: str, *, expect: int | None) -> None:
    """Append one compensating event."""
    draft = correction.draft
    if expect is not None and expect != draft.base_version:
        raise Conflict(f"{draft.stream} is at version {draft.base_version}, not {expect}; nothing was written.")
    correction.make(with_append(draft, Append(event_type, _json_object(data), datetime.now(UTC))))


@click.command()
@corrects
@click.argument("version", type=int)
def delete(correction: Correction, version: int) -> None:
    """Soft-delete an event: it stays stored and no longer counts."""
    correction.make(with_soft_delete(correction.draft, correction.replay.index, version))


@click.command()
@corrects
@click.argument("version", type=int)
def restore(correction: Correction, version: int) -> None:
    """Make a soft-deleted event count again."""
    correction.make(with_restore(correction.draft, correction.replay.index, version))


def _print_effect(effect: Preview) -> None:
    changes = counted(len(effect.changes), "value", many="values")
    click.echo(f"{changes} of the last state change{'s' if len(effect.changes) == 1 else ''}:" if effect.changes else "The last state stays as it is.")
    print_changes(effect.changes)
    for failure in effect.now_failing:
        click.echo(f"Event {failure.version} would fail: {failure.error}")
    for version in effect.now_applied:
        click.echo(f"Event {version} failed before and would be applied.")
    for broken in effect.broken:
        click.echo(f"Newly broken: {broken}")


def _json_object(text: str) -> JsonObject:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The JSON argument is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise BadRequest("The JSON argument must be a JSON object, such as {}.")
    return value
