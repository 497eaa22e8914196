"""Rules as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.model.rules import LOCAL, PRODUCTION, Rules
from leftfold.model.ruling_words import told_rules, told_rulings
from leftfold.model.rulings import Ruling, Rulings


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (LOCAL, "a reason"),
        (PRODUCTION, "its name typed, a reason, a ticket"),
        (
            replace(LOCAL, reason=10, ticket_pattern="SUP-*"),
            "a reason of 10 characters or more, tickets like SUP-* if any",
        ),
        (
            replace(PRODUCTION, ticket_pattern="SUP-*", writers=("mira", "ben"), second_person=True, soft_delete=False),
            (
                "its name typed, a reason, a ticket like SUP-*, written only by mira and ben, "
                "a second person to commit, no soft deletion"
            ),
        ),
    ],
)
def test_what_rules_demand(rules: Rules, words: str) -> None:
    assert told_rules(rules) == words


def test_who_says_what() -> None:
    held = (Ruling("/etc/stores.toml", LOCAL), Ruling("the store itself", PRODUCTION))
    assert told_rulings(Rulings("s", held, ("A file is bad.",))) == (
        "The store itself says production: its name typed, a reason, a ticket.",
        "/etc/stores.toml says local: a reason.",
        "A file is bad.",
    )
