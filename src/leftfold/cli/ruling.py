"""The command that shows the rules for writing to a store, and gives it others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from leftfold.cli.options import CONFIRM, JSON, with_session, words
from leftfold.cli.printing import print_json, say, tell
from leftfold.model.errors import BadRequest
from leftfold.model.json import JsonObject
from leftfold.model.rules import Rules
from leftfold.model.ruling_words import told_rules, told_rulings
from leftfold.model.rulings import Rulings
from leftfold.session import Session
from leftfold.store.rule_documents import rules_document
from leftfold.store.rule_files import rules_file

# The first sign keeps click from wrapping the lines.
_EXAMPLE: Final = """\b
leftfold rules school.sqlite
leftfold rules school.sqlite --set production.toml --reason "It went live"

A file of rules has the keys environment, color, typed_confirmation, reason,
ticket, ticket_pattern, writers, second_person and soft_delete."""


@click.command(epilog=_EXAMPLE)
@with_session
@click.option("--set", "file", metavar="FILE", type=click.Path(path_type=Path), help="A TOML file of rules to keep.")
@click.option("--reason", metavar="TEXT", type=words, default="", help="Why they are set; recorded with them.")
@click.option("--ticket", metavar="TEXT", type=words, default="", help="The ticket that asks for it; recorded too.")
@CONFIRM
@click.option("--dry-run", is_flag=True, help="Say what would be set, and write nothing.")
@JSON
def rules(session: Session, /, *, file: Path | None, as_json: bool, **how: Any) -> None:
    """The rules for writing to a store, and who made them.

    With --set, a store of Leftfold's own layout keeps those of a file from then on. They are set in the name of this
    computer's user, and only as the rules that hold until then allow.
    """
    if file is not None:
        _set(session, rules_file(file), **how)
    elif any(how.values()):
        raise BadRequest("Nothing is set; name a file of rules with --set FILE.")
    _show(session.unlocking.rulings, as_json=as_json)


def _set(session: Session, rules: Rules, *, reason: str, ticket: str, dry_run: bool) -> None:
    if not reason.strip():
        raise BadRequest("No reason was given; add --reason TEXT.")
    against = session.unlocking.against_rules(rules, reason, ticket)
    if dry_run:
        for text in against:
            say(f"It would be refused: {text}")
        say(f"Dry run: it would be {rules.environment} from then on: {told_rules(rules)}. Nothing was written.")
        return
    session.unlock()
    session.unlocking.set_rules(rules, reason, ticket)
    say(f"{session.store.name} is {rules.environment} from now on: {told_rules(rules)}.")


def _show(rulings: Rulings, *, as_json: bool) -> None:
    if as_json:
        print_json(ruling_rows(rulings))
        return
    tell(f"{rulings.store} is {rulings.environment}.")
    for sentence in told_rulings(rulings):
        tell(sentence)


def ruling_rows(rulings: Rulings) -> Iterator[JsonObject]:
    """A row for who says something of a store, and one for each fault that keeps others from being heard."""
    for one in rulings.held:
        yield {"origin": one.origin, "fault": None, **rules_document(one.rules)}
    for fault in rulings.faults:
        yield {"origin": None, "fault": fault}
