"""The commands that write: each drafts, shows the effect, and commits unless it is a dry run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce, wraps
from typing import Concatenate, Final, ParamSpec

import click

from leftfold.cli.effects import effect_row, print_effect
from leftfold.cli.json_argument import json_object
from leftfold.cli.options import AGGREGATE, JSON, VersionCommand, with_because, with_session, words
from leftfold.cli.printing import print_json, say, tell
from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.draft.linking import check_targets, hanging
from leftfold.draft.preview import Preview
from leftfold.draft.wording import told_commit, told_edits
from leftfold.model.edits import Append, Because
from leftfold.model.errors import BadRequest, Conflict, Refused
from leftfold.model.json import JsonObject
from leftfold.session import Replay, Session
from leftfold.store.guard import refuse

P = ParamSpec("P")

# The first sign keeps click from wrapping the lines.
_COMMAND_EXAMPLE: Final = """\b
leftfold command demo.sqlite 3202 complete-activity '{"lesson": 3, "activity": 1}' \\
    --reason "Done on paper" --dry-run"""
_APPEND_EXAMPLE: Final = """\b
leftfold append demo.sqlite 3202 resetProgress '{"lesson": 6, "activity": 1}' \\
    --reason "A bulk job reset her by mistake" --expect 94"""


EXPECT: Final = click.option("--expect", type=int, help="Only if the last event has this version.")


@dataclass(frozen=True, slots=True)
class Correction:
    """One stream about to be corrected."""

    session: Session
    replay: Replay
    draft: Draft
    dry_run: bool
    as_json: bool = False

    def make(self, draft: Draft) -> None:
        """Show what the draft does, and commit it unless it is a dry run. Raises `Refused` for an event that fails."""
        proposed = self.session.what_if(self.replay, draft)
        effect = self.session.preview(self.replay, proposed)
        self._refuse_failing(effect)
        against = self.session.against(draft)
        if not self.dry_run:
            refuse(against)
        told = told_edits(draft, self.replay.history, proposed)
        if self.as_json:
            print_json([effect_row(effect, told, self.replay.index)])
        else:
            for text in told:
                tell(text)
            print_effect(effect, whole=self.dry_run)
        if self.dry_run:
            for text in against:
                say(f"It would be refused: {text}")
            say("Dry run: nothing was written.")
            return
        self.session.unlock()
        say(told_commit(draft, self.session.commit(draft, on=self.replay).last_version))

    def _refuse_failing(self, effect: Preview) -> None:
        for failure in effect.now_failing:
            if self.replay.index.ordinal_of(failure.version) is None:
                raise Refused(f"The new event could not be applied: {failure.error}; nothing was written.")


def corrects(needed: str) -> Callable[[Callable[Concatenate[Correction, P], None]], Callable[..., None]]:
    """The command with an aggregate's replay opened, and a reason asked for; `needed` is the capability it writes by.

    A dry run needs none: what would be is worth knowing even where another program has to do it.
    """

    def decorated(run: Callable[Concatenate[Correction, P], None]) -> Callable[..., None]:
        @with_session
        @with_because()
        @AGGREGATE
        @click.option("--dry-run", is_flag=True, help="Show the effect and write nothing.")
        @JSON
        @wraps(run)
        def corrected(
            session: Session,
            /,
            because: Because,
            aggregate: str,
            dry_run: bool,  # noqa: FBT001 - click passes options by name
            as_json: bool,  # noqa: FBT001 - as above
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> None:
            able = session.store.capability(needed)
            if not (able.allowed or dry_run):
                raise Refused(f"{session.store.name} takes no {needed}: {able.reason}")
            replay = session.open_stream(session.resolve(aggregate))
            run(Correction(session, replay, session.new_draft(replay, because), dry_run, as_json), *args, **kwargs)
            if not able.allowed:
                say(f"{session.store.name} would take no {needed}: {able.reason}")

        return corrected

    return decorated


@click.command(epilog=_COMMAND_EXAMPLE)
@corrects("append")
@click.argument("name", type=words)
@click.argument("arguments", metavar="JSON", type=json_object)
def command(correction: Correction, name: str, arguments: JsonObject) -> None:
    """Have the domain decide a command, and append what follows.

    It is decided on the last state. `leftfold domains` lists the commands with their arguments. A rejected command
    writes nothing; its exit code is 1.
    """
    replay = correction.replay
    if not replay.domain.commands:
        raise Refused(f"{replay.stream} is read by the domain {replay.domain.name}, which has no commands.")
    state = replay.history.standing(replay.history.length).state
    decision = decide(replay.domain, state, name, arguments)
    if isinstance(decision, Rejection):
        raise Refused(f"{decision.reason} Nothing was written.")
    if not decision:
        say("No event follows from this command; nothing was written.")
        return
    now = datetime.now(UTC)
    events = (Append(event.type, event.data, now) for event in decision)
    correction.make(reduce(with_append, events, correction.draft))


@click.command(epilog=_APPEND_EXAMPLE)
@corrects("append")
@click.argument("event_type", type=words)
@click.argument("data", metavar="JSON", type=json_object)
@EXPECT
@click.option("--compensates", metavar="V", type=int, multiple=True, help="An event that it makes up for.")
def append(
    correction: Correction, event_type: str, data: JsonObject, *, expect: int | None, compensates: tuple[int, ...]
) -> None:
    """Append one compensating event."""
    draft = correction.draft
    if not event_type.strip():
        raise BadRequest("The event type is empty; name the kind of event to append.")
    _expect(draft, expect)
    index = correction.replay.index
    check_targets(index, compensates)
    for text in hanging(index, compensates):
        say(text)
    event = Append(event_type, data, datetime.now(UTC), compensates=tuple(dict.fromkeys(compensates)))
    correction.make(with_append(draft, event))


@click.command(cls=VersionCommand)
@corrects("soft delete")
@click.argument("version", type=int)
@EXPECT
def delete(correction: Correction, version: int, *, expect: int | None) -> None:
    """Soft-delete an event: it stays stored and no longer counts.

    The event is named by its VERSION. `leftfold restore` takes it back.
    """
    _expect(correction.draft, expect)
    correction.make(with_soft_delete(correction.draft, correction.replay.index, version))


@click.command(cls=VersionCommand)
@corrects("restore")
@click.argument("version", type=int)
@EXPECT
def restore(correction: Correction, version: int, *, expect: int | None) -> None:
    """Make a soft-deleted event count again.

    The event is named by its VERSION.
    """
    _expect(correction.draft, expect)
    correction.make(with_restore(correction.draft, correction.replay.index, version))


def _expect(draft: Draft, expected: int | None) -> None:
    if expected is not None and expected != draft.base_version:
        raise Conflict(f"{draft.stream} is at version {draft.base_version}, not {expected}; nothing was written.")
