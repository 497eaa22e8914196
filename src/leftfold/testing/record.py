"""The contract of a domain's record: names that are there and unique, fields that a form can be made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leftfold.domain.decide import plain_name
from leftfold.domain.definition import Domain, Field, Kind
from leftfold.model.personal import personal_fields
from leftfold.testing.assertions import check


def check_record(domain: Domain[Any]) -> None:
    """Raise `AssertionError` where a name of the domain is missing or taken twice, or a field is malformed."""
    check(bool(domain.name and domain.title), "The domain has no name or no title.")
    _check_names("event type", (kind.name for kind in domain.event_types))
    _check_names("command", (plain_name(command.name) for command in domain.commands))
    _check_names("track", (track.name for track in domain.tracks))
    _check_names("invariant", (invariant.name for invariant in domain.invariants))
    _check_personal(domain)
    for kind in domain.event_types:
        _check_fields(f"the event type {kind.name!r}", kind.title, kind.fields)
    for command in domain.commands:
        _check_fields(f"the command {command.name!r}", command.title, command.fields)


def _check_personal(domain: Domain[Any]) -> None:
    try:
        personal_fields(domain.personal)
    except ValueError as error:
        raise AssertionError(f"Of the domain's personal fields, {error}.") from error


def _check_fields(owner: str, title: str, fields: tuple[Field, ...]) -> None:
    check(bool(title), f"{owner[:1].upper()}{owner[1:]} has no title.")
    _check_names(f"field of {owner}", (field.name for field in fields))
    for field in fields:
        check(bool(field.title), f"The field {field.name!r} of {owner} has no title.")
        check(isinstance(field.kind, Kind), f"The field {field.name!r} of {owner} has no kind, but {field.kind!r}.")


def _check_names(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        check(bool(name), f"The name of one {what} is empty.")
        check(name not in seen, f"The name {name!r} is that of more than one {what}.")
        seen.add(name)
