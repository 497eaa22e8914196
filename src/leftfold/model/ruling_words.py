"""Rules as people read them."""

from __future__ import annotations

from collections.abc import Iterator

from leftfold.model.rules import ANYBODY, Rules
from leftfold.model.rulings import Rulings


def told_rules(rules: Rules) -> str:
    """What rules demand, as a list in words."""
    return ", ".join(_demands(rules))


def told_rulings(rulings: Rulings) -> tuple[str, ...]:
    """Who says what of a store, a sentence each, the one that names its environment first."""
    chief = rulings.chief
    others = (one for one in rulings.held if one is not chief)
    said = (
        f"{one.origin[:1].upper()}{one.origin[1:]} says {one.rules.environment}: {told_rules(one.rules)}."
        for one in (chief, *others)
    )
    return (*said, *rulings.faults)


def _demands(rules: Rules) -> Iterator[str]:
    if rules.typed_confirmation:
        yield "its name typed"
    yield f"a reason of {rules.reason} characters or more" if rules.reason > 1 else "a reason"
    alike = "" if rules.ticket_pattern == ANYBODY else f" like {rules.ticket_pattern}"
    if rules.ticket or alike:
        yield f"a ticket{alike}" if rules.ticket else f"tickets{alike} if any"
    if ANYBODY not in rules.writers:
        yield f"written only by {' and '.join(rules.writers) or 'nobody'}"
    if rules.second_person:
        yield "a second person to commit"
    if not rules.soft_delete:
        yield "no soft deletion"
