"""What is done to each aggregate that a batch finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from leftfold.batch.values import Given, given
from leftfold.batch.which import Which
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest
from leftfold.model.json import JsonObject, compact


@dataclass(frozen=True, slots=True)
class DeleteEvents:
    """The offending events are soft-deleted."""


@dataclass(frozen=True, slots=True)
class RestoreState:
    """The state is brought back to what it was before the first offending event, by compensating events."""


@dataclass(frozen=True, slots=True)
class RunCommand:
    """The domain decides a command on the last state."""

    name: str
    arguments: tuple[tuple[str, Given], ...]
    """Each by its name; its value is the same for all, or taken from each aggregate's own state."""


Correction: TypeAlias = DeleteEvents | RestoreState | RunCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A batch: which events are wrong, what is done about them, by whom and why."""

    which: Which
    """The offending events."""
    correction: Correction
    because: Because


def run_command(name: str, arguments: JsonObject) -> RunCommand:
    """The command with arguments as a person writes them. Raises `BadRequest` for an expression that is none."""
    return RunCommand(name, tuple((key, given(value)) for key, value in arguments.items()))


def told(correction: Correction) -> str:
    """What is done, in a sentence's words."""
    match correction:
        case DeleteEvents():
            return "soft-delete the offending events"
        case RestoreState():
            return "bring the state back to what it was before the offending event"
        case RunCommand(name, arguments):
            return f"run {name} with {compact({key: value.written for key, value in arguments})}"
        case _:
            assert_never(correction)


def correction_row(correction: Correction) -> JsonObject:
    """The correction as a JSON object."""
    match correction:
        case DeleteEvents():
            return {"kind": "delete"}
        case RestoreState():
            return {"kind": "restore state"}
        case RunCommand(name, arguments):
            return {"kind": "command", "name": name, "arguments": {key: value.written for key, value in arguments}}
        case _:
            assert_never(correction)


def read_correction(row: Any) -> Correction:
    """The correction that a JSON object tells. Raises `BadRequest`."""
    match row:
        case {"kind": "delete"}:
            return DeleteEvents()
        case {"kind": "restore state"}:
            return RestoreState()
        case {"kind": "command", "name": str(name), "arguments": dict(arguments)}:
            return RunCommand(name, tuple((key, given(value)) for key, value in arguments.items()))
        case _:
            raise BadRequest(f"{row!r} is no correction that this version of Leftfold knows.")
