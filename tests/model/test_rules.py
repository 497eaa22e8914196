"""What stands against a write by the rules of an environment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.rules import (
    LOCAL,
    PRODUCTION,
    STAGING,
    Rules,
    Write,
    against,
    against_confirmation,
    against_writer,
    rules_of,
    weakens,
)
from leftfold.model.times import EPOCH

WHY: Final = Because("mira", "a wrong reset", "SUP-1")
WRITE: Final = Write(because=WHY, user="mira", drafted_by=("mira",))
OPEN: Final = LOCAL


def _but(**other: Any) -> Rules:
    return replace(OPEN, **other)


def _why(reason: str = "a wrong reset", ticket: str = "SUP-1") -> Write:
    return replace(WRITE, because=Because("mira", reason, ticket))


DELETE: Final = replace(WRITE, edits=(Append("x", {}, EPOCH), SoftDelete(1)))
SECOND: Final = "mira drafted it; another person must commit it, so export it for review."


@pytest.mark.parametrize(
    ("rules", "write", "told"),
    [
        (LOCAL, _why(ticket=""), []),
        (STAGING, _why(ticket=""), []),
        (PRODUCTION, WRITE, []),
        (PRODUCTION, _why(ticket="  "), ["Name the ticket that asks for it."]),
        (_but(reason=20), WRITE, ["Say why in 20 characters or more; these are 13."]),
        (_but(reason=13), WRITE, []),
        (_but(reason=13), _why("  a wrong reset"), []),
        (_but(reason=14), _why("a wrong reset   "), ["Say why in 14 characters or more; these are 13."]),
        (
            _but(ticket=True, ticket_pattern="SUP-*"),
            _why(ticket=""),
            ["Name the ticket that asks for it, one like SUP-*."],
        ),
        (_but(ticket=True, ticket_pattern="SUP-*"), WRITE, []),
        (_but(ticket_pattern="OPS-*"), WRITE, ["The ticket “SUP-1” is none like OPS-*."]),
        (_but(ticket_pattern="OPS-*"), _why(ticket=""), []),
        (_but(writers=("ben", "eve")), WRITE, ["mira may not write here; ben and eve may."]),
        (_but(writers=("ben", "Mira")), WRITE, []),
        (_but(writers=("ben",)), replace(WRITE, user=""), ["An unknown user may not write here; ben may."]),
        (_but(writers=()), WRITE, ["mira may not write here; nobody may."]),
        (_but(second_person=True), WRITE, [SECOND]),
        (_but(second_person=True), replace(WRITE, user="Ben"), []),
        (_but(second_person=True), replace(WRITE, user="MIRA"), [SECOND.replace("mira", "MIRA")]),
        (_but(second_person=True), replace(WRITE, user=""), [SECOND.replace("mira", "An unknown user")]),
        (_but(second_person=True), replace(WRITE, drafted_by=("ben", "mira")), [SECOND]),
        (_but(second_person=True), replace(WRITE, drafted_by=()), []),
        (_but(soft_delete=False), DELETE, ["No event is soft-deleted here; propose a compensating event instead."]),
        (_but(soft_delete=False), replace(WRITE, edits=(Restore(1),)), []),
        (
            _but(reason=99, ticket=True, soft_delete=False),
            replace(DELETE, because=Because("mira", "x")),
            [
                "Say why in 99 characters or more; these are 1.",
                "Name the ticket that asks for it.",
                "No event is soft-deleted here; propose a compensating event instead.",
            ],
        ),
    ],
)
def test_what_stands_against_a_write(rules: Rules, write: Write, told: list[str]) -> None:
    assert list(against(rules, write)) == told


@pytest.mark.parametrize(
    ("rules", "typed", "told"),
    [
        (LOCAL, "", ""),
        (PRODUCTION, "school", ""),
        (PRODUCTION, "", "Type its name, school, before it is written; in a terminal, as --confirm."),
        (PRODUCTION, "School", "“School” was typed, and the store is called school."),
    ],
)
def test_the_name_that_is_typed_must_be_the_stores(rules: Rules, typed: str, told: str) -> None:
    assert against_confirmation(rules, "school", typed) == told


def test_nobody_is_shut_out_of_a_store_that_anybody_may_write() -> None:
    assert against_writer(PRODUCTION, "") == ""


def test_an_environment_of_ones_own_is_guarded_as_production_is() -> None:
    own = rules_of("prodution")
    assert (own.typed_confirmation, own.ticket) == (True, True)
    assert own.color is not PRODUCTION.color
    assert [rules_of(known.environment) for known in (LOCAL, STAGING, PRODUCTION)] == [LOCAL, STAGING, PRODUCTION]


@pytest.mark.parametrize(
    ("before", "after", "weaker"),
    [
        (PRODUCTION, PRODUCTION, False),
        (LOCAL, PRODUCTION, False),
        (PRODUCTION, LOCAL, True),
        (_but(ticket=True), OPEN, True),
        (_but(second_person=True), OPEN, True),
        (_but(soft_delete=False), OPEN, True),
        (_but(reason=10), _but(reason=9), True),
        (_but(reason=10), _but(reason=11), False),
        (_but(ticket_pattern="A*"), OPEN, True),
        (OPEN, _but(ticket_pattern="A*"), False),
        (_but(ticket_pattern="A*"), _but(ticket_pattern="B*"), True),
        (_but(writers=("mira",)), OPEN, True),
        (_but(writers=("mira",)), _but(writers=("mira", "ben")), True),
        (_but(writers=("mira", "ben")), _but(writers=("ben",)), False),
        (OPEN, _but(writers=("ben",)), False),
    ],
)
def test_whether_rules_are_weaker(before: Rules, after: Rules, *, weaker: bool) -> None:
    assert weakens(before, after) is weaker
