"""A trial: what one more event would do at the end of a history, told before it is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from leftfold.draft.telling import change_text
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.step import Failed
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds
from leftfold.replay.fold import take_step
from leftfold.replay.history import History
from leftfold.replay.narrative import narrate

S = TypeVar("S")

_FEW: Final = 3
"""Changes that are told: more no longer read at a glance."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one more event would do."""

    text: str
    """A sentence."""
    fails: bool


def tried(history: History[S], stream: StreamId, event_type: str, data: JsonObject) -> Trial:
    """What an event would do at the end of a stream's history."""
    standing = history.standing(history.length)
    event = Event(stream, history.length + 1, event_type, data, None, microseconds(datetime.now(UTC)))
    step = take_step(history.domain, standing, event)
    if isinstance(step.outcome, Failed):
        return Trial(f"It could not be applied: {step.outcome.error}.", fails=True)
    moment = narrate(history.domain, step)
    told = ", ".join(map(change_text, moment.changes[:_FEW])) or "nothing changes"
    more = f" and {len(moment.changes) - _FEW} more" if len(moment.changes) > _FEW else ""
    return Trial(f"{moment.sentence}: {told}{more}.", fails=False)
