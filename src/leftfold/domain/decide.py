"""A command decided: found by name, its arguments checked, its handler asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from leftfold.domain.definition import Command, Decision, Domain, Field, Kind, Rejection

S = TypeVar("S")

_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.YES_NO: (bool,),
}


def find_command(domain: Domain[S], name: str) -> Command[S] | None:
    """The domain's command with this name; case, spaces, dashes and underscores do not matter."""
    wanted = _plain(name)
    return next((command for command in domain.commands if _plain(command.name) == wanted), None)


def decide(domain: Domain[S], state: S, name: str, arguments: object) -> Decision:
    """The events that follow from a command on a state, or the rejection that says why none do."""
    command = find_command(domain, name)
    if command is None:
        known = ", ".join(command.name for command in domain.commands) or "none"
        return Rejection(f"{domain.title} has no command {name!r}; it has: {known}.")
    if not isinstance(arguments, Mapping):
        return Rejection(f"{command.title} takes its arguments as a JSON object.")
    complaint = _complaint(command.fields, arguments)
    return Rejection(f"{command.title}: {complaint}.") if complaint else command.decide(state, arguments)


def _complaint(fields: tuple[Field, ...], arguments: Mapping[str, object]) -> str | None:
    names = {field.name for field in fields}
    unknown = [str(name) for name in arguments if name not in names]
    if unknown:
        return (
            f"{unknown[0]!r} is not one of its arguments ({', '.join(field.name for field in fields) or 'it has none'})"
        )
    for field in fields:
        value = arguments.get(field.name)
        if value is None:
            if field.required:
                return f"{field.name} is missing"
        elif not _fits(field.kind, value):
            return f"{field.name} must be {_article(field.kind)}, not {value!r}"
    return None


def _fits(kind: Kind, value: object) -> bool:
    if kind is Kind.JSON:
        return True
    return isinstance(value, _TYPES[kind]) and (kind is Kind.YES_NO or not isinstance(value, bool))


def _article(kind: Kind) -> str:
    return {Kind.TEXT: "a text", Kind.INTEGER: "a whole number", Kind.NUMBER: "a number"}.get(kind, "true or false")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
