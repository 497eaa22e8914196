"""All rules of one store are to be kept, whoever made them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.model.edits import Because
from leftfold.model.rules import LOCAL, PRODUCTION, STAGING, Color, Rules, Write, rules_of
from leftfold.model.rulings import Ruling, Rulings


def _rulings(*rules: Rules, faults: tuple[str, ...] = ()) -> Rulings:
    held = tuple(Ruling(f"file {at}", one) for at, one in enumerate(rules))
    return Rulings("school", held, faults)


def _write(reason: str = "a wrong reset", ticket: str = "") -> Write:
    return Write(because=Because("mira", reason, ticket), user="mira")


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ((LOCAL, STAGING), "staging"),
        ((PRODUCTION, LOCAL), "production"),
        ((STAGING, rules_of("training")), "training"),
        ((rules_of("training"), PRODUCTION), "production"),
    ],
)
def test_the_best_guarded_environment_is_shown(rules: tuple[Rules, ...], shown: str) -> None:
    assert _rulings(*rules).environment == shown


def test_the_strictest_wins_in_each_thing() -> None:
    one = replace(LOCAL, reason=12, ticket_pattern="SUP-*", second_person=True)
    other = replace(STAGING, ticket=True, ticket_pattern="*-7", typed_confirmation=True)
    both = _rulings(one, other)
    assert (both.reason, both.ticket, both.second_person, both.typed_confirmation) == (12, True, True, True)
    assert both.ticket_patterns == ("SUP-*", "*-7")
    assert both.color is Color.AMBER
    assert both.against(_write(ticket="SUP-7"), "school") == ()
    assert both.against(_write("short", "SUP-8"), "") == (
        "Type its name, school, before it is written; in a terminal, as --confirm.",
        "Say why in 12 characters or more; these are 5.",
        "The ticket “SUP-8” is none like *-7.",
    )


def test_only_who_may_write_by_all_of_them_may() -> None:
    both = _rulings(replace(LOCAL, writers=("mira", "ben")), replace(PRODUCTION, writers=("ben",)))
    assert both.against_user("ben") == ()
    assert both.against_user("mira") == ("mira may not write here; ben may.",)
    # Who may not is not asked to type anything.
    assert both.against_unlocking("mira", "") == both.against_user("mira")
    assert both.against_unlocking("ben", "school") == ()
    assert both.against_unlocking("ben", "") != ()


def test_the_same_demand_is_told_once() -> None:
    assert _rulings(PRODUCTION, PRODUCTION).against(_write(), "school") == ("Name the ticket that asks for it.",)


def test_as_long_as_a_rule_is_not_known_nothing_is_written() -> None:
    faulty = _rulings(LOCAL, faults=("A file cannot be read.",))
    assert faulty.against(_write(), "") == ("A file cannot be read.",)
    assert faulty.against_user("mira") == faulty.against_unlocking("mira", "") == ("A file cannot be read.",)
