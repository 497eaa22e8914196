"""An entry of the audit in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from leftfold.draft.telling import short
from leftfold.model.audit import AuditEntry
from leftfold.model.chain import Checked
from leftfold.model.json import Json, JsonObject

_SHORT: Final = 12
"""Letters of a hash that are shown: enough to tell two apart, and to find one."""
_MANY: Final = 3
"""Edits that a summary tells one by one."""


def summary(entry: AuditEntry) -> str:
    """What was written, in a line."""
    told = [edit_told(edit) for edit in entry.written if edit.get("edit") != "drop-snapshot"]
    if not told:
        return "What was written cannot be read"
    rest = len(told) - _MANY
    shown = "; ".join(told[:_MANY])
    return f"{shown}; and {rest} more" if rest > 0 else shown


def edit_told(edit: JsonObject) -> str:
    """One edit of an entry, in a line."""
    version, type_ = edit.get("version"), edit.get("type")
    named = f" ({type_})" if type_ else ""
    match edit.get("edit"):
        case "append":
            told = f"Appended {type_}" + (f" as event {version}" if version is not None else "")
        case "delete":
            told = f"Soft-deleted event {version}{named}"
        case "restore":
            told = f"Restored event {version}{named}"
        case "drop-snapshot":
            told = f"Took away the snapshot at version {version}, which no longer held"
        case "import":
            told = f"Imported {_counted(edit.get('events'), 'event')} into {_counted(edit.get('streams'), 'aggregate')}"
        case "snapshot":
            told = f"Made {_counted(edit.get('snapshots'), 'snapshot')}"
        case other:
            told = f"Something this version of Leftfold does not know ({other})"
    return told


def sentences(entry: AuditEntry, when: Callable[[datetime], str]) -> Iterator[str]:
    """All that an entry tells; `when` puts a time in words."""
    at = "at an unknown time" if entry.at is None else f"on {when(entry.at)}"
    yield f"{entry.because.author or 'Somebody'} wrote this {at}, with {entry.tool or 'an unknown program'}."
    yield f"Reason: {entry.because.reason}"
    yield f"Ticket: {entry.because.ticket or 'none'}"
    yield _where(entry)
    if not entry.sure:
        yield "Leftfold was ended while this was written; it may or may not be in the store."
    yield from (f"{edit_told(edit)}{_payload(edit)}." for edit in entry.written)
    yield _states(entry)
    yield _chain(entry)


def outcome(found: Checked) -> tuple[str, ...]:
    """What was found of a chain, in sentences; what is wrong comes first."""
    if not found.entries:
        return (*found.findings, "The audit has no entries.")
    verdict = "The audit is whole" if found.whole else "The audit is broken"
    told = [f"{verdict}: {_counted(found.entries, 'entry', 'entries')} looked at."]
    if found.before:
        told.append(
            f"{_counted(found.before, 'entry', 'entries')} {'was' if found.before == 1 else 'were'} written before the "
            f"chain began; {'it seals them as they were then' if found.last_hash else 'nothing seals them yet'}."
        )
    if found.after_kept is not None:
        told.append(
            f"The entry whose hash was kept is there, {_counted(found.after_kept, 'entry', 'entries')} after it."
        )
    if found.last_hash:
        told.append(f"The last hash is {found.last_hash}; kept elsewhere, it shows later whether entries were cut off.")
    return (*found.findings, *found.notes, *told)


def _where(entry: AuditEntry) -> str:
    if entry.stream is None:
        return "Many aggregates were written to."
    if entry.base_version == entry.version or entry.version is None:
        return f"Aggregate {entry.stream}, at version {entry.base_version}."
    return f"Aggregate {entry.stream}, from version {entry.base_version or 'none'} to {entry.version}."


def _payload(edit: JsonObject) -> str:
    data = edit.get("data")
    told = ", ".join(f"{name} {short(value)}" for name, value in data.items()) if isinstance(data, dict) else ""
    return f", with {told}" if told else ""


def _states(entry: AuditEntry) -> str:
    states = entry.states
    if states is None:
        return "No hashes of the state were recorded."
    if states.before == states.after:
        return f"The state stayed as it was ({states.before[:_SHORT]}…), as the domain {states.domain} shows it."
    return (
        f"State before: {states.before[:_SHORT]}…, after: {states.after[:_SHORT]}… (SHA-256, as the domain "
        f"{states.domain} shows it)."
    )


def _chain(entry: AuditEntry) -> str:
    if not entry.hash:
        return "It is not in the chain of hashes."
    return f"Its hash begins with {entry.hash[:_SHORT]}; that of the entry before, with {entry.previous[:_SHORT]}."


def _counted(number: Json, one: str, many: str = "") -> str:
    told = f"{number:,}" if isinstance(number, int) else "some"
    return f"{told} {one if number == 1 else many or f'{one}s'}"
