"""The plan of a batch, from the options that a command was given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from leftfold.batch.correction import Correction, DeleteEvents, Plan, RestoreState, run_command
from leftfold.batch.which import Where, Which, read_findings
from leftfold.cli.json_argument import json_object
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest


def plan_of(asked: Mapping[str, object], because: Because) -> Plan:
    """The plan that options ask for. Raises `BadRequest` for those that make none, `CannotOpen` for a file."""
    return Plan(which=_which(asked), correction=_correction(asked), because=because)


def _which(asked: Mapping[str, object]) -> Which:
    match asked["where"], asked["findings"], asked["type_"]:
        case (str(where), None, type_):
            return Where(where, str(type_) if type_ else None)
        case (None, Path() as findings, None):
            return read_findings(findings)
        case (None, Path(), _):
            raise BadRequest("A list of findings names its aggregates; leave out --type, or give it to the scan.")
        case _:
            raise BadRequest("Say which events are wrong: either --where EXPR or --findings FILE.")


def _correction(asked: Mapping[str, object]) -> Correction:
    command = asked["command"]
    chosen = [bool(asked["delete"]), bool(asked["restore_state"]), bool(command)]
    if sum(chosen) != 1:
        raise BadRequest("Say what is done: one of --delete, --restore-state and --command NAME JSON.")
    if isinstance(command, tuple) and command:
        name, arguments = command
        return run_command(name, json_object(arguments))
    return DeleteEvents() if asked["delete"] else RestoreState()
