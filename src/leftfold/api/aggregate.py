"""One aggregate, read as plain values: its events with a sentence each, its states, what changed them, a correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import compress, tee
from typing import Any

from typing_extensions import override

from leftfold.api.correction import Correction
from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.field_history import FieldChange, field_history
from leftfold.diagnose.operands import parse_path
from leftfold.diagnose.points import At, AtLast, AtTime, AtVersion, ordinal_at
from leftfold.model.diff import Change, diff
from leftfold.model.edits import Because
from leftfold.model.errors import NotFound
from leftfold.model.event_rows import event_facts
from leftfold.model.json import Json
from leftfold.model.step import Step
from leftfold.model.stream import StreamId
from leftfold.replay.masking import masked_changes, masked_event, masked_state
from leftfold.replay.narrative import sentence, shown
from leftfold.session import Replay, Session


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event as it is stored, with what it says to a person; personal values are covered."""

    version: int
    type: str
    sentence: str
    recorded_at: datetime | None
    data: Json
    """None where it cannot be read."""
    metadata: Json
    position: int | None
    deleted: bool
    """Whether it is soft-deleted."""


class Aggregate:
    """One aggregate of an opened store, or a projection; each question is answered as the store is at that moment."""

    def __init__(self, session: Session, stream: StreamId) -> None:
        self._session = session
        self._stream = stream
        self._read: Replay | None = None
        self._as_of: object = None

    @property
    def type(self) -> str:
        """Its type."""
        return self._stream.type

    @property
    def id(self) -> str:
        """Its id."""
        return self._stream.id

    @property
    def last_version(self) -> int | None:
        """The version of its last event."""
        return self._replay().index.last_version

    def __len__(self) -> int:
        """How many events it has, the soft-deleted ones too."""
        return len(self._replay().index)

    @override
    def __repr__(self) -> str:
        return f"<Aggregate {self._stream}>"

    def events(self, *, where: str = "", first: int | None = None, last: int | None = None) -> Iterator[ToldEvent]:
        """Its events from one version to another, at which a condition holds; read as they are asked for.

        Raises `BadRequest` for a text that is no condition.
        """
        replay = self._replay()
        start = 1 if first is None else max(1, _ordinal(replay, first))
        steps: Iterator[Step[Any]] = iter(replay.history.steps(start, _ordinal(replay, last)))
        if where:
            condition = parse_condition(where)
            steps, ahead = tee(steps)
            steps = compress(steps, condition.along(replay.domain, ahead))
        return (_told(replay, step) for step in steps)

    def state(self, *, at: int | datetime | None = None) -> Any:
        """The state after the event with a version, as of a time, or after the last, as a JSON document."""
        replay = self._replay()
        return self._shown(replay, _ordinal(replay, at))

    def diff(self, one: int | datetime, other: int | datetime) -> tuple[Change, ...]:
        """What changed in the state from one version or time to another."""
        replay = self._replay()
        before, after = (
            shown(replay.domain, replay.history.standing(_ordinal(replay, at)).state) for at in (one, other)
        )
        return masked_changes(replay.domain, diff(before, after))

    def changes(self, path: str) -> Iterator[FieldChange]:
        """Each event that changed the value at a path of the state, such as `lastQuiz.score`, with the change."""
        return field_history(self._replay().history, parse_path(path))

    def track(self, name: str) -> list[tuple[int, float | None]]:
        """A number that the domain plots: after each event its version, and the number. Raises `NotFound`."""
        replay = self._replay()
        track = next((one for one in replay.domain.tracks if one.name == name), None)
        if track is None:
            known = ", ".join(one.name for one in replay.domain.tracks) or "none"
            raise NotFound(f"The domain {replay.domain.name} has no track {name}; it has {known}.")
        steps = replay.history.steps(1, len(replay.index)) if len(replay.index) else ()
        return [(step.event.version, track.value(step.after)) for step in steps]

    def correct(self, *, reason: str, ticket: str = "", author: str = "") -> Correction:
        """A correction of it, without edits as yet; this computer's user is the author unless another is named.

        Raises `Refused` for a projection.
        """
        replay = self._replay()
        draft = self._session.new_draft(replay, Because(author, reason, ticket))
        return Correction(self._session, replay, draft)

    def _replay(self) -> Replay:
        # The token comes first: what others write while the stream is read makes it differ from theirs again.
        token = self._session.store.change_token()
        if self._read is None or token is None or token != self._as_of:
            self._read, self._as_of = self._session.open_stream(self._stream), token
        return self._read

    def _shown(self, replay: Replay, ordinal: int) -> Json:
        return masked_state(replay.domain, shown(replay.domain, replay.history.standing(ordinal).state))


def _ordinal(replay: Replay, at: int | datetime | None) -> int:
    place: At
    match at:
        case None:
            place = AtLast()
        case datetime():
            place = AtTime(at)
        case _:
            place = AtVersion(at)
    return ordinal_at(replay.index, place)


def _told(replay: Replay, step: Step[Any]) -> ToldEvent:
    event = masked_event(replay.domain, step.event)
    facts = event_facts(event)
    return ToldEvent(
        version=event.version,
        type=event.type,
        sentence=sentence(replay.domain, step),
        recorded_at=event.recorded_at,
        data=facts["data"],
        metadata=facts["metadata"],
        position=event.position,
        deleted=event.deleted,
    )
