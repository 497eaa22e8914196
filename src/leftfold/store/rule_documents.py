"""Rules as they are written down: in a table of a TOML file, and as an object in a store."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from leftfold.model.json import JsonObject
from leftfold.model.rules import Color, Rules, rules_of
from leftfold.store.section import Section

_LONGEST_REASON: Final = 200
"""A reason that must be longer would be filled with anything."""
_LONGEST_NAME: Final = 40
"""An environment's name is read at a glance."""


def read_rules(section: Section) -> Rules:
    """The rules that a table tells; what it leaves out is as usual in that environment. Raises `CannotOpen`."""
    environment = section.text("environment").strip()
    if not 0 < len(environment) <= _LONGEST_NAME or not environment.isprintable():
        raise section.wrong(f"must have a name of 1 to {_LONGEST_NAME} characters under {section.named('environment')}")
    usual = rules_of(environment)
    return Rules(
        environment=environment,
        color=Color(section.choice("color", tuple(Color))) if section.has("color") else usual.color,
        typed_confirmation=_flag(section, "typed_confirmation", usual=usual.typed_confirmation),
        reason=_reason(section) if section.has("reason") else usual.reason,
        ticket=_flag(section, "ticket", usual=usual.ticket),
        ticket_pattern=_filled(section, "ticket_pattern", section.text("ticket_pattern", default=usual.ticket_pattern)),
        writers=_writers(section) if section.has("writers") else usual.writers,
        second_person=_flag(section, "second_person", usual=usual.second_person),
        soft_delete=_flag(section, "soft_delete", usual=usual.soft_delete),
    )


def rules_document(rules: Rules) -> JsonObject:
    """All that rules say, as an object that is read again as the same."""
    found = {field.name: getattr(rules, field.name) for field in fields(rules)}
    return {**found, "color": str(rules.color), "writers": list(rules.writers)}


def _flag(section: Section, key: str, *, usual: bool) -> bool:
    return section.flag(key) if section.has(key) else usual


def _writers(section: Section) -> tuple[str, ...]:
    return tuple(_filled(section, "writers", name) for name in section.texts("writers"))


def _reason(section: Section) -> int:
    least = section.integer("reason")
    if not 1 <= least <= _LONGEST_REASON:
        raise section.wrong(f"must have 1 to {_LONGEST_REASON} characters under {section.named('reason')}")
    return least


def _filled(section: Section, key: str, text: str) -> str:
    if not text.strip():
        raise section.wrong(f"has an empty text under {section.named(key)}")
    return text.strip()
