"""A command decided: found by name, its arguments checked, its handler asked."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.definition import Command, Decision, Domain, Field, Kind, NewEvent, Rejection
from leftfold.model.json import json_fault

S = TypeVar("S")

_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.YES_NO: (bool,),
}


def find_command(domain: Domain[S], name: str) -> Command[S] | None:
    """The domain's command with this name; case, spaces, dashes and underscores do not matter."""
    wanted = plain_name(name)
    return next((command for command in domain.commands if plain_name(command.name) == wanted), None)


def decide(domain: Domain[S], state: S, name: str, arguments: object) -> Decision:
    """The events that follow from a command on a state, or the rejection that says why none do."""
    command = find_command(domain, name)
    if command is None:
        known = ", ".join(command.name for command in domain.commands) or "none"
        return Rejection(f"{domain.title} has no command {name!r}; it has: {known}.")
    if not isinstance(arguments, Mapping):
        return Rejection(f"{command.title} takes its arguments as a JSON object.")
    complaint = _complaint(command.fields, arguments)
    if complaint:
        return Rejection(f"{command.title}: {complaint}.")
    try:
        decision = command.decide(state, arguments)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        return Rejection(f"{command.title} could not be decided: {error_text(error)}.")
    if not is_decision(decision):
        return Rejection(f"{command.title} gave neither events that can be stored nor a rejection: {decision!r}.")
    return decision


def is_decision(answer: object) -> bool:
    """Whether what a command's handler gave is a rejection, or events that can be stored."""
    match answer:
        case Rejection(str()):
            return True
        case tuple():
            return all(map(_is_new_event, answer))
        case _:
            return False


def _is_new_event(answer: object) -> bool:
    match answer:
        case NewEvent(str(), dict(data)):
            return json_fault(data) is None
        case _:
            return False


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
        elif not fits(field.kind, value):
            return f"{field.name} must be {_article(field.kind)}, not {value!r}"
        elif fault := json_fault(value):
            return f"{field.name} cannot be stored as JSON ({fault})"
    return None


def fits(kind: Kind, value: object) -> bool:
    """Whether a value has the kind."""
    if kind is Kind.JSON:
        return True
    if isinstance(value, float) and not isfinite(value):
        return False
    return isinstance(value, _TYPES[kind]) and (kind is Kind.YES_NO or not isinstance(value, bool))


def _article(kind: Kind) -> str:
    return {Kind.TEXT: "a text", Kind.INTEGER: "a whole number", Kind.NUMBER: "a number"}.get(kind, "true or false")


def plain_name(name: str) -> str:
    """What counts of a command's name: its letters and digits, in small letters."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
