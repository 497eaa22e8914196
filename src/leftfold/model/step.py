"""A step of a replay: one event, the state before it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from leftfold.model.event import Event

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that could not be applied."""

    version: int
    error: str


@dataclass(frozen=True, slots=True)
class Standing(Generic[S]):
    """Where a replay stands after some events: the state, and the first failed event it stands on, if any."""

    state: S
    failed: Failure | None = None


@dataclass(frozen=True, slots=True)
class Applied(Generic[S]):
    """The event was folded into the state."""

    after: S


@dataclass(frozen=True, slots=True)
class Skipped:
    """The event is soft-deleted; the state stays as it was."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The event could not be applied; the state stays as it was and the replay goes on."""

    error: str


Outcome: TypeAlias = Applied[S] | Skipped | Failed


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One event of a replay with the state before it and its outcome."""

    event: Event
    standing: Standing[S]
    """Where the replay stood before this event."""
    outcome: Outcome[S]

    @property
    def before(self) -> S:
        """The state before the event."""
        return self.standing.state

    @property
    def after(self) -> S:
        """The state after the event; the state before it where it was skipped or failed."""
        return self.outcome.after if isinstance(self.outcome, Applied) else self.standing.state

    @property
    def next(self) -> Standing[S]:
        """Where the replay stands after this event."""
        if isinstance(self.outcome, Failed) and self.standing.failed is None:
            return Standing(self.standing.state, Failure(self.event.version, self.outcome.error))
        return Standing(self.after, self.standing.failed)
