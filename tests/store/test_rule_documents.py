"""Rules as they are written down."""

from __future__ import annotations

import re
from typing import Any

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.model.rules import LOCAL, PRODUCTION, Color, Rules
from leftfold.store.rule_documents import read_rules, rules_document
from leftfold.store.section import Section


def _read(**content: Any) -> Rules:
    section = Section("a file", content)
    rules = read_rules(section)
    section.finish()
    return rules


def test_what_is_left_out_is_as_usual_in_the_environment() -> None:
    assert _read(environment="production") == PRODUCTION
    assert _read(environment="local") == LOCAL
    softer = _read(environment="production", ticket=False)
    assert (softer.ticket, softer.typed_confirmation) == (False, True)


def test_all_keys() -> None:
    rules = _read(
        environment="training",
        color="blue",
        typed_confirmation=False,
        reason=12,
        ticket=True,
        ticket_pattern="SUP-*",
        writers=["mira", " ben "],
        second_person=True,
        soft_delete=False,
    )
    assert rules == Rules(
        environment="training",
        color=Color.BLUE,
        reason=12,
        ticket=True,
        ticket_pattern="SUP-*",
        writers=("mira", "ben"),
        second_person=True,
        soft_delete=False,
    )
    assert _read(**rules_document(rules)) == rules


@pytest.mark.parametrize("rules", [PRODUCTION, LOCAL])
def test_rules_are_read_as_they_were_written(rules: Rules) -> None:
    assert _read(**rules_document(rules)) == rules


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, "lacks the key environment"),
        ({"environment": " "}, "must have a name of 1 to 40 characters under environment"),
        ({"environment": "x" * 41}, "must have a name of 1 to 40 characters under environment"),
        ({"environment": "a\nb"}, "must have a name of 1 to 40 characters under environment"),
        ({"environment": "local", "color": "pink"}, 'has "pink" under color'),
        ({"environment": "local", "reason": 0}, "must have 1 to 200 characters under reason"),
        ({"environment": "local", "reason": True}, "must have a whole number under reason"),
        ({"environment": "local", "ticket": "SUP-*"}, "must have true or false under ticket"),
        ({"environment": "local", "ticket_pattern": ""}, "has an empty text under ticket_pattern"),
        ({"environment": "local", "writers": "mira"}, "must have a list of texts under writers"),
        ({"environment": "local", "writers": [""]}, "has an empty text under writers"),
        ({"environment": "local", "tickets": True}, "has the unknown key tickets"),
    ],
)
def test_what_is_not_understood_is_refused(content: dict[str, Any], told: str) -> None:
    with pytest.raises(CannotOpen, match=re.escape(f"a file {told}")):
        _read(**content)
