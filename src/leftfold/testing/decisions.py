"""The contract of a domain's decisions: what follows from a command, or makes a wrong state right, can be applied."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeVar

from leftfold.domain.decide import find_command, fits, is_decision
from leftfold.domain.definition import Arguments, Command, Decision, Domain, Field, Kind, NewEvent, Rejection
from leftfold.model.event import Event
from leftfold.testing.assertions import call, check, json_text
from leftfold.testing.scenarios import as_stored

S = TypeVar("S")

_SAMPLES: dict[Kind, Any] = {
    Kind.TEXT: "sample",
    Kind.INTEGER: 1,
    Kind.NUMBER: 1.5,
    Kind.YES_NO: True,
    Kind.JSON: {"sample": 1},
}


def check_decisions(domain: Domain[S], state: S, event: Event | None) -> None:
    """Raise `AssertionError` where a command asked for in this state gives what no decision is, or cannot be applied.

    Each command is asked with made-up arguments, and with what the payload of the event that follows has of them.
    """
    for command in domain.commands:
        for arguments in _arguments(command, event):
            asked = f"The command {command.name!r}, asked with {arguments!r},"
            decision = call(asked, command.decide, state, arguments)
            check(is_decision(decision), f"{asked} gave {decision!r}, which is neither events nor a rejection.")
            _check_decision(domain, state, asked, decision)


def check_compensation(domain: Domain[S], states: list[tuple[str, S]]) -> None:
    """Raise `AssertionError` where what shall turn the last state, or any, into one before it does not."""
    if domain.compensate is None:
        return
    pairs = [(now, states[-1]) for now in states] + [(old, new) for old, new in pairwise(states)]
    for (wanted_at, wanted), (now_at, now) in pairs:
        asked = f"Compensate, from {now_at} to {wanted_at},"
        events = call(asked, domain.compensate, now, wanted)
        if events is None:
            continue
        check(is_decision(events), f"{asked} gave {events!r}, which is neither events nor None.")
        reached = _applied(domain, now, asked, events)
        shown = [json_text(f"{asked} what is shown", call("Show", domain.show, state)) for state in (reached, wanted)]
        check(shown[0] == shown[1], f"{asked} leads to {shown[0]}, not to {shown[1]}.")


def check_asked(domain: Domain[S], event: Event) -> None:
    """Raise `AssertionError` where the command that an event is said to come of is none of the domain's."""
    if domain.asked is None:
        return
    what = f"Asked, of event {event.version}, {event.type},"
    found = call(what, domain.asked, event)
    if found is None:
        return
    command = find_command(domain, found[0])
    check(command is not None, f"{what} gave the command {found[0]!r}, which the domain has not.")
    unknown = set(found[1]) - {field.name for field in command.fields} if command else ()
    check(not unknown, f"{what} gave arguments that the command {found[0]!r} does not take: {sorted(unknown)}.")


def _check_decision(domain: Domain[S], state: S, asked: str, decision: Decision) -> None:
    if isinstance(decision, Rejection):
        check(decision.reason.strip(), f"{asked} was rejected without a reason.")
    else:
        _applied(domain, state, asked, decision)


def _applied(domain: Domain[S], state: S, asked: str, events: tuple[NewEvent, ...]) -> S:
    known = {kind.name for kind in domain.event_types}
    for event in as_stored(domain, events):
        check(not known or event.type in known, f"{asked} gave {event.type!r}, which is none of the event types.")
        state = call(f"{asked} gave {event.type!r}; evolve of it", domain.evolve, state, event)
    return state


def _arguments(command: Command[S], event: Event | None) -> Iterator[Arguments]:
    required = {field.name: _SAMPLES[field.kind] for field in command.fields if field.required}
    yield required
    yield {field.name: _SAMPLES[field.kind] for field in command.fields}
    if event is not None and isinstance(event.data, dict):
        taken = {field.name: event.data[field.name] for field in command.fields if _has(event.data, field)}
        yield {**required, **taken}


def _has(data: dict[str, Any], field: Field) -> bool:
    return fits(field.kind, data.get(field.name))
