"""What came of a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId


class Result(StrEnum):
    """The kinds of outcomes."""

    COMMITTED = "committed"
    CHANGED = "changed since"
    """The stream is not as it was at the dry run; nothing was written."""
    REFUSED = "refused"
    """The store, or a rule of it, did not take the edits."""
    LEFT_OUT = "left out"
    """A person said so."""
    WANTED = "wanted"
    """It was left out, and is wanted after all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the proposal for one aggregate."""

    stream: StreamId
    result: Result
    why: str = ""
    """A sentence, where it was not committed."""
    version: int | None = None
    """The stream's last version since then, where it was committed."""


def outcome_row(outcome: Outcome) -> JsonObject:
    """The outcome as a JSON object."""
    stream, result = outcome.stream, str(outcome.result)
    return {"type": stream.type, "id": stream.id, "result": result, "why": outcome.why, "version": outcome.version}


def read_outcome(row: Any) -> Outcome:
    """The outcome that a JSON object tells; `KeyError` or `ValueError` where it tells none."""
    return Outcome(StreamId(row["type"], row["id"]), Result(row["result"]), row["why"], row["version"])
