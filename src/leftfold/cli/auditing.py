"""The commands about what was written: who changed what and why, whether that was tampered with, and undoing it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click
from typing_extensions import override

from leftfold.cli.options import JSON, with_because, with_session, with_store, words
from leftfold.cli.printing import print_json, say, tell
from leftfold.cli.replay_audit import REPLAY_AUDITS
from leftfold.cli.text import counted, print_table, when
from leftfold.cli.writing import Correction
from leftfold.draft.audit_report import write_audit
from leftfold.draft.recorded import outcome, summary
from leftfold.draft.undoing import Ground, undone
from leftfold.model.audit import AuditEntry, AuditFilter, audit_row
from leftfold.model.edits import Because
from leftfold.model.errors import NotFound, Refused
from leftfold.model.times import parse_time
from leftfold.session import Replay, Session
from leftfold.store.store import Store

_LIST: Final = "list"
_HASH: Final = "The hash that was last when it was kept elsewhere; it must still be there."


class _Audit(click.Group):
    """Lists the entries where no other command is named."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


def time(value: str) -> datetime:
    """A point in time as a person writes it. Raises `BadParameter`."""
    try:
        return parse_time(value)
    except ValueError as error:
        told = f"{value!r} is no time; write it as 2026-11-24 or 2026-11-24T16:30:00, in UTC."
        raise click.BadParameter(told) from error


def filtered(run: Any) -> Any:
    """The command with what narrows the entries down."""
    for name, metavar, help_ in (
        ("--find", "TEXT", "Only with this text anywhere in them."),
        ("--ticket", "TEXT", "Only for a ticket."),
        ("--author", "NAME", "Only by an author; a part of the name will do."),
    ):
        run = click.option(name, metavar=metavar, type=words, default="", help=help_)(run)
    for name, help_ in (("--until", "Only up to this time, in UTC."), ("--since", "Only from this time on, in UTC.")):
        run = click.option(name, metavar="TIME", type=time, help=help_)(run)
    return run


@click.group(cls=_Audit)
def audit() -> None:
    """Tell who changed what, and whether states are right.

    `leftfold audit STORE [ID]` lists the entries, `verify` tells whether they were tampered with, `export` writes them
    to a file. The others compare the folded states with what else tells of them; they exit with 1 where that differs.
    """


for replay_audit in REPLAY_AUDITS:
    audit.add_command(replay_audit)


@audit.command(_LIST)
@with_store
@click.argument("aggregate", metavar="[ID]", required=False, type=words)
@filtered
@JSON
def list_(store: Store, *, aggregate: str | None, as_json: bool, **wanted: Any) -> None:
    """List the entries, the oldest first.

    Of a store of another library they come from the journal in the user's data folder.
    """
    stream = None if aggregate is None else store.resolve(aggregate)
    takes = AuditFilter(stream=stream, **wanted).takes
    found = [entry for entry in store.audit(stream) if takes(entry)]
    if as_json:
        print_json(map(audit_row, found))
    elif found:
        print_table(map(_row, found), head=("entry", "when", "who", "ticket", "aggregate", "what", "why"))
    else:
        say("No entries." if not any((stream, *wanted.values())) else "No entry is like that.")


def _row(entry: AuditEntry) -> tuple[str | int, ...]:
    what = summary(entry) if entry.sure else f"perhaps: {summary(entry)}"
    where = "" if entry.stream is None else str(entry.stream)
    because = entry.because
    return entry.number, when(entry.at), because.author, because.ticket, where, what, because.reason


@audit.command()
@with_store
@click.option("--last", metavar="HASH", type=words, default="", help=_HASH)
@JSON
@click.pass_context
def verify(context: click.Context, store: Store, *, last: str, as_json: bool) -> None:
    """Tell whether an entry was changed, taken out or moved.

    Each entry is hashed with the hash of the one before. That cannot show that the last entries were cut off together
    with their count, nor that all of it was written anew: keep the last hash elsewhere, and give it with --last. Exit
    code 1 where something is wrong.
    """
    found = store.check_audit(kept=last.strip().lower())
    if as_json:
        print_json(
            [
                {
                    "whole": found.whole,
                    "entries": found.entries,
                    "before": found.before,
                    "last": found.last_hash or None,
                    "after_kept": found.after_kept,
                    "findings": [*found.findings],
                    "notes": [*found.notes],
                }
            ]
        )
    else:
        for sentence in outcome(found):
            tell(sentence)
    context.exit(0 if found.whole else 1)


@audit.command()
@with_store
@click.argument("file", type=click.Path(path_type=Path))
@filtered
@click.option("--force", is_flag=True, help="Overwrite the file.")
def export(store: Store, file: Path, *, force: bool, **wanted: Any) -> None:
    """Write the entries to a file: FILE ends in .csv, .html or .jsonl."""
    if file.exists() and not force:
        raise Refused(f"{file} exists already; name another file, or add --force to overwrite it.")
    takes = AuditFilter(**wanted).takes
    count = write_audit(file, filter(takes, store.audit()), store.name)
    say(f"{counted(count, 'entry', many='entries')} written.")


@click.command()
@with_session
@with_because()
@click.argument("number", metavar="ENTRY", type=int)
@click.option("--dry-run", is_flag=True, help="Show the effect and write nothing.")
def undo(session: Session, *, because: Because, number: int, dry_run: bool) -> None:
    """Undo what was committed, by a further correction.

    ENTRY is its number, as `leftfold audit STORE` tells it. What it appended is soft-deleted, what it soft-deleted is
    restored, and the other way round; in a store without soft deletion the domain's compensating events are appended.
    """
    replay, entry = _written_to(session, number)
    ground = Ground.of(session.store, replay.index, replay.history)
    undoing = undone(session.new_draft(replay, because), entry, ground)
    for sentence in undoing.left_out:
        say(sentence)
    Correction(session, replay, undoing.draft, dry_run).make(undoing.draft)


def _written_to(session: Session, number: int) -> tuple[Replay, AuditEntry]:
    """The aggregate that an entry is about, and the entry. Raises `NotFound`, and `Refused` where it is about many."""
    entry = next((one for one in session.store.audit() if one.number == number), None)
    if entry is None:
        raise NotFound(f"The audit of {session.store.name} has no entry {number}.")
    if entry.stream is None:
        raise Refused(f"Entry {number} is no correction of one aggregate, so that no draft undoes it.")
    return session.open_stream(entry.stream), entry
