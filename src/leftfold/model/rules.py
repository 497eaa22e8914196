"""The rules for writing to a store: what its environment demands, and what of that stands against one write.

They guard against accidents. They are no lock: who may write to a database is for its own rights to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leftfold.model.edits import Because, Edit, SoftDelete
from leftfold.model.shape import has_shape

ANYBODY: Final = "*"
"""In place of a name: whoever it is."""


class Color(StrEnum):
    """The colours that environments are told apart by, each drawn from the theme's palette."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is demanded of whoever writes to a store of an environment."""

    environment: str
    color: Color = Color.PURPLE
    typed_confirmation: bool = False
    """Whether the store's name must be typed."""
    reason: int = 1
    """Least characters of a reason."""
    ticket: bool = False
    """Whether a ticket must be named."""
    ticket_pattern: str = ANYBODY
    """What a ticket looks like, with `*` for anything."""
    writers: tuple[str, ...] = (ANYBODY,)
    """Who may write, by the name of the computer's user."""
    second_person: bool = False
    """Whether another than the one who drafted must commit."""
    soft_delete: bool = True
    """Whether events may be soft-deleted."""


LOCAL: Final = Rules(environment="local", color=Color.GREEN)
"""A store that nobody else works on."""
STAGING: Final = Rules(environment="staging", color=Color.AMBER)
"""A store for trying things out."""
PRODUCTION: Final = Rules(environment="production", color=Color.RED, typed_confirmation=True, ticket=True)
"""A store that people rely on."""
KNOWN: Final = (PRODUCTION, STAGING, LOCAL)
"""The environments that have rules without being told any."""


def rules_of(environment: str) -> Rules:
    """The rules of an environment as long as no other are told; one of another name is guarded as production is."""
    for known in KNOWN:
        if known.environment == environment:
            return known
    return Rules(environment=environment, typed_confirmation=True, ticket=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What is about to be written, as far as rules ask about it."""

    because: Because
    user: str
    """The computer's user, who commits; empty where the computer does not tell."""
    drafted_by: tuple[str, ...] = ()
    """Who drafted it; nobody where it was no draft."""
    edits: tuple[Edit, ...] = ()
    """What is done to a stream; nothing where it is no commit."""


def weakens(before: Rules, after: Rules) -> bool:
    """Whether rules allow anything that those before them did not."""
    demands = (
        (before.typed_confirmation, after.typed_confirmation),
        (before.ticket, after.ticket),
        (before.second_person, after.second_person),
        (not before.soft_delete, not after.soft_delete),
        (before.reason, after.reason),
    )
    pattern_given_up = before.ticket_pattern not in (ANYBODY, after.ticket_pattern)
    more_writers = ANYBODY not in before.writers and not {*after.writers} <= {*before.writers}
    return pattern_given_up or more_writers or any(was > will for was, will in demands)


def may_write(rules: Rules, user: str) -> bool:
    """Whether a user is among those who may."""
    return ANYBODY in rules.writers or _named(user, rules.writers)


def is_second_person(user: str, drafted_by: tuple[str, ...]) -> bool:
    """Whether the one who commits is known, and is none of those who drafted."""
    return bool(user) and not _named(user, drafted_by)


def against_writer(rules: Rules, user: str) -> str:
    """Why a user may not write at all; empty where he may."""
    if may_write(rules, user):
        return ""
    who = " and ".join(rules.writers) or "nobody"
    return f"{user or 'An unknown user'} may not write here; {who} may."


def against_confirmation(rules: Rules, store: str, confirmed: str) -> str:
    """What is wrong with what was typed as the store's name; empty where nothing is, or none is asked for."""
    if not rules.typed_confirmation or confirmed == store:
        return ""
    if not confirmed:
        return f"Type its name, {store}, before it is written; in a terminal, as --confirm."
    return f"“{confirmed}” was typed, and the store is called {store}."


def against(rules: Rules, write: Write) -> tuple[str, ...]:
    """What stands against a write by the rules, a sentence each; nothing where it may be made."""
    return tuple(sentence for sentence in _standing(rules, write) if sentence)


def _standing(rules: Rules, write: Write) -> Iterator[str]:
    yield against_writer(rules, write.user)
    yield _against_reason(rules, write.because.reason.strip())
    yield _against_ticket(rules, write.because.ticket.strip())
    if rules.second_person and write.drafted_by and not is_second_person(write.user, write.drafted_by):
        yield f"{write.user or 'An unknown user'} drafted it; another person must commit it, so export it for review."
    if not rules.soft_delete and any(isinstance(edit, SoftDelete) for edit in write.edits):
        yield "No event is soft-deleted here; propose a compensating event instead."


def _against_reason(rules: Rules, reason: str) -> str:
    # That there is one at all is demanded of every write, by whatever writes it.
    if rules.reason == 1 or len(reason) >= rules.reason:
        return ""
    return f"Say why in {rules.reason} characters or more; these are {len(reason)}."


def _against_ticket(rules: Rules, ticket: str) -> str:
    alike = "" if rules.ticket_pattern == ANYBODY else f" like {rules.ticket_pattern}"
    if not ticket:
        return f"Name the ticket that asks for it{alike and f', one{alike}'}." if rules.ticket else ""
    if not has_shape(ticket, rules.ticket_pattern):
        return f"The ticket “{ticket}” is none{alike}."
    return ""


def _named(user: str, names: tuple[str, ...]) -> bool:
    # Windows knows users whatever the case of their letters.
    return user.casefold() in (name.casefold() for name in names if name)
