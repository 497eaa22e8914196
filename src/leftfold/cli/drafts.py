"""The commands over a draft's file: what it would do, the commit of all of it, and a script for others to run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from leftfold.cli.effects import print_effect
from leftfold.cli.options import CONFIRM, with_session, words
from leftfold.cli.printing import change_row, print_json, say, tell
from leftfold.correcting import FORMS, against_commit, check_layout, elsewhere, is_of_store, review, script_of
from leftfold.draft.correction import Correction, committed_by, told_correction
from leftfold.draft.draft_file import Saved
from leftfold.draft.draft_reading import read_draft
from leftfold.draft.report import review_page
from leftfold.draft.review import Reviewed
from leftfold.draft.wording import told_commit, told_commits, warnings
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest, Conflict, Refused
from leftfold.model.json import Json, JsonObject
from leftfold.session import Session, computer_user
from leftfold.store.guard import refuse
from leftfold.whole_file import whole_file

P = ParamSpec("P")


@click.group()
def draft() -> None:
    """Show, commit or script a saved draft.

    A draft is saved in the window. It is laid on the store it was made on, or with --elsewhere on another.
    """


def _laid(run: Callable[Concatenate[Session, Saved, P], None]) -> Callable[..., None]:
    """The command with a draft read, and the store opened that it is to be laid on."""

    @click.argument("file", type=click.Path(path_type=Path))
    @with_session
    @click.option("--elsewhere", "is_elsewhere", is_flag=True, help="Though it was made on another store.")
    @wraps(run)
    def laid(
        session: Session,
        /,
        file: Path,
        is_elsewhere: bool,  # noqa: FBT001 - click passes options by name
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        saved = read_draft(file)
        check_layout(session, saved)
        if not (is_elsewhere or is_of_store(session, saved)):
            raise Refused(f"{elsewhere(session, saved)} Add --elsewhere to lay it here all the same.")
        run(session, saved, *args, **kwargs)

    return laid


@draft.command()
@_laid
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page for a second pair of eyes there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def show(session: Session, saved: Saved, *, page: Path | None, as_json: bool) -> None:
    """Show what a draft would do to each aggregate now.

    Nothing is written. Where it cannot be committed as it is, the exit code is 1.
    """
    found = tuple(review(session, saved.correction))
    if page is not None:
        with whole_file(page) as made:
            made.write_text(review_page(saved, found), "utf-8")
    if as_json:
        print_json(map(_row, found))
    else:
        _tell(saved.correction, found)
    _refuse(found)


@draft.command()
@_laid
@click.option("--reason", metavar="TEXT", type=words, default="", help="Why, where the draft does not say so.")
@click.option("--ticket", metavar="TEXT", type=words, default="", help="The ticket, where the draft names none.")
@click.option("--dry-run", is_flag=True, help="Show the effect and write nothing.")
@CONFIRM
def commit(session: Session, saved: Saved, *, reason: str, ticket: str, dry_run: bool) -> None:
    """Commit a draft to all its aggregates in one transaction.

    Where one of them changed since the draft was made, nothing is written to any. Who drafted it is recorded, and who
    commits it.
    """
    correction = _explained(saved.correction, Because("", reason, ticket), computer_user())
    found = tuple(review(session, correction))
    _tell(correction, found)
    _refuse(found)
    against = against_commit(session, correction)
    if dry_run:
        for text in against:
            say(f"It would be refused: {text}")
        say("Dry run: nothing was written.")
        return
    refuse(against)
    drafts = tuple(correction)
    session.unlock()
    done = session.commit_many(drafts)
    say(told_commit(drafts[0], done[0].last_version) if len(drafts) == 1 else told_commits(drafts))


@draft.command()
@_laid
@click.option("--as", "form", type=click.Choice(FORMS), required=True, help="SQL, or lines of Leftfold's commands.")
@click.option("--output", type=click.Path(path_type=Path), help="Write it to a file, and not to stdout.")
def script(session: Session, saved: Saved, *, form: str, output: Path | None) -> None:
    """Make a script of a draft, for somebody who lets no other program write.

    The SQL is one transaction that checks where each stream ends, and fails where it has moved. The lines are
    Leftfold's own commands, each a commit of its own that expects what the one before left.
    """
    correction = _explained(saved.correction, Because("", ""), computer_user())
    text = script_of(session, correction, form)
    if output is None:
        for line in text.splitlines():
            tell(line)
        return
    with whole_file(output) as made:
        made.write_text(text, "utf-8")


def _explained(correction: Correction, given: Because, user: str) -> Correction:
    """The correction as this user commits it, with a reason for what has none. Raises `BadRequest` without one."""
    own = correction.because
    because = replace(own, reason=own.reason or given.reason, ticket=own.ticket or given.ticket)
    explained = replace(correction, because=because)
    if explained.unexplained:
        raise BadRequest("The draft does not say why; add --reason TEXT.")
    if not all(one.because.author for one in explained):
        if not user:
            raise BadRequest("Neither the draft nor this computer tells who corrects; name the author in the draft.")
        explained = replace(explained, because=replace(because, author=user))
    return committed_by(explained, user)


def _tell(correction: Correction, found: tuple[Reviewed, ...]) -> None:
    tell(f"{told_correction(correction)}, drafted by {', '.join(correction.drafted_by) or 'nobody named'}.")
    for one in found:
        tell("")
        tell(f"{one.draft.stream}:")
        for sentence in one.told:
            tell(sentence)
        if one.preview is not None:
            print_effect(one.preview, whole=True)


def _refuse(found: tuple[Reviewed, ...]) -> None:
    """Raise `Conflict` or `Refused` where a draft cannot be committed as it is."""
    for one in found:
        if one.moved:
            raise Conflict(f"{one.moved} Nothing was written; open the draft in the window to lay it anew.")
        if one.against:
            raise Refused(f"{one.draft.stream}: {one.against}")


def _row(one: Reviewed) -> JsonObject:
    draft, effect = one.draft, one.preview
    edits: list[Json] = [*one.told]
    changes: list[Json] = [] if effect is None else [change_row(change) for change in effect.changes]
    told: list[Json] = [] if effect is None else [*warnings(effect)]
    return {
        "type": draft.stream.type,
        "id": draft.stream.id,
        "version": draft.base_version,
        "author": draft.because.author,
        "reason": draft.because.reason,
        "edits": edits,
        "changes": changes,
        "warnings": told,
        "against": one.against,
    }
