"""What a batch proposes for one aggregate: the edits, and what they would do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from typing import Any

from leftfold.draft.draft import Draft
from leftfold.model.diff import Change, Op
from leftfold.model.edits import Append, Because, Edit, Restore, SoftDelete
from leftfold.model.errors import BadRequest
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import parse_time, time_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a batch proposes for one aggregate; nothing of it is written."""

    stream: StreamId
    base_version: int | None
    base_deletions: frozenset[int]
    offending: tuple[int, ...]
    """The versions of the offending events."""
    told: str
    """What the first of them says."""
    edits: tuple[Edit, ...] = ()
    """None where it is rejected."""
    changes: tuple[Change, ...] = ()
    """What would differ in the last state."""
    troubles: tuple[str, ...] = ()
    """A sentence for each event that would fail and each invariant that would be broken."""
    rejected: str = ""
    """Why nothing is proposed; empty where something is."""

    def draft(self, because: Because) -> Draft:
        """The edits as a draft on the stream as it was."""
        return Draft(self.stream, self.base_version, self.base_deletions, because, self.edits)


def proposal_row(proposal: Proposal) -> JsonObject:
    """The proposal as a JSON object."""
    return {
        "type": proposal.stream.type,
        "id": proposal.stream.id,
        "base_version": proposal.base_version,
        "base_deletions": [*sorted(proposal.base_deletions)],
        "offending": list(proposal.offending),
        "told": proposal.told,
        "edits": list(map(_edit_row, proposal.edits)),
        "changes": [[str(one.op), list(one.path), one.before, one.after] for one in proposal.changes],
        "troubles": list(proposal.troubles),
        "rejected": proposal.rejected,
    }


def read_proposal(row: Any) -> Proposal:
    """The proposal that a JSON object tells; `KeyError`, `TypeError` or `ValueError` where it tells none."""
    return Proposal(
        stream=StreamId(row["type"], row["id"]),
        base_version=row["base_version"],
        base_deletions=frozenset(row["base_deletions"]),
        offending=tuple(row["offending"]),
        told=row["told"],
        edits=tuple(map(_read_edit, row["edits"])),
        changes=tuple(starmap(_read_change, row["changes"])),
        troubles=tuple(row["troubles"]),
        rejected=row["rejected"],
    )


def _edit_row(edit: Edit) -> JsonObject:
    match edit:
        case Append(type_, data, at, metadata):
            return {"append": type_, "data": data, "recorded_at": time_text(at), "metadata": metadata}
        case SoftDelete(version):
            return {"delete": version}
        case Restore(version):
            return {"restore": version}


def _read_edit(row: Any) -> Edit:
    match row:
        case {"append": str(type_), "data": dict(data), "recorded_at": str(at), "metadata": metadata}:
            return Append(type_, data, parse_time(at), metadata)
        case {"delete": int(version)}:
            return SoftDelete(version)
        case {"restore": int(version)}:
            return Restore(version)
        case _:
            raise BadRequest(f"{row!r} is no edit that this version of Leftfold knows.")


def _read_change(op: str, path: list[str | int], before: Any, after: Any) -> Change:
    return Change(Op(op), tuple(path), before, after)
