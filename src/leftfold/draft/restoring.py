"""Make it as it was: the events that turn the last state into an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from leftfold.domain.border import equal, error_text
from leftfold.domain.decide import is_decision
from leftfold.domain.definition import Domain, NewEvent
from leftfold.draft.telling import change_text, short
from leftfold.model.diff import Change, Op, diff
from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.paths import path_text
from leftfold.model.step import Failed, Standing
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds
from leftfold.replay.fold import fold
from leftfold.replay.history import History
from leftfold.replay.masking import masked_changes, masked_error
from leftfold.replay.narrative import shown

S = TypeVar("S")

MOST_LINKS: Final = 100
"""Events that one compensating event names as what it makes up for: the first of them, where there are more."""
_SEEN: Final = 500
"""Events at a stream's end among which a type is looked for."""
_FEW: Final = 6
"""Fields that a sentence names."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Events that make the last state what it was, as far as events can."""

    events: tuple[NewEvent, ...]
    differs: tuple[Change, ...]
    """What stays different: from the state wanted to the one that is reached, personal values covered.

    Empty where it is reached.
    """
    compensates: tuple[int, ...]
    """The versions of the events that it makes up for."""
    is_typed: bool = True
    """Whether the domain said of which type each event is; where it did not, one was chosen among those seen."""

    def appends(self) -> tuple[Append, ...]:
        """The edits that append the events, each linked to what it makes up for."""
        now = datetime.now(UTC)
        return tuple(Append(event.type, event.data, now, compensates=self.compensates) for event in self.events)


def as_it_was(history: History[S], index: StreamIndex, ordinal: int, *, stored: int) -> Remedy:
    """What makes the last state of a history the one after so many of its events, of which the first are `stored`.

    Raises `Refused` where it is so already, and where no event brings it nearer.
    """
    domain, now = history.domain, history.standing(history.length).state
    wanted = history.standing(ordinal).state
    if equal(now, wanted) or not diff(shown(domain, now), shown(domain, wanted)):
        raise Refused("The last state is the same already; nothing is to be restored.")
    events = _proposed(domain, now, wanted)
    is_typed = all(event.type for event in events)
    if not is_typed:
        events = tuple(typed(event, history) for event in events)
    differs = _differences(domain, wanted, _reached(domain, now, events))
    later = index.versions[ordinal:stored][~index.deleted[ordinal:stored]]
    return Remedy(events, differs, tuple(later[:MOST_LINKS].tolist()), is_typed)


def told_difference(differs: tuple[Change, ...]) -> str:
    """What stays different although events were proposed, as a sentence; empty where nothing does."""
    if not differs:
        return ""
    told = "; ".join(f"{path_text(change.path) or 'the state'} {_stays(change)}" for change in differs[:_FEW])
    more = f"; {len(differs) - _FEW} more" if len(differs) > _FEW else ""
    return f"Not all of it can be as it was: {told}{more}."


def _stays(change: Change) -> str:
    # From the state wanted to the one that is reached: what was added should have gone.
    after = "nothing" if change.op is Op.REMOVE else short(change.after)
    return f"stays {after}" + (", which it had not" if change.op is Op.ADD else f" and was {short(change.before)}")


def _proposed(domain: Domain[S], now: S, wanted: S) -> tuple[NewEvent, ...]:
    ways = [way for way in (domain.compensate, domain.approach) if way is not None]
    if not ways:
        raise Refused(f"{domain.title} knows no events that make a state as it was; propose a compensating event.")
    for way in ways:
        try:
            events = way(now, wanted)
        except Exception as error:
            raise Refused(
                f"{domain.title} could not tell which events restore the state: "
                f"{masked_error(domain, error_text(error))}."
            ) from error
        if events and is_decision(events):
            return events
    differences = _differences(domain, now, wanted)
    told = ", ".join(map(change_text, differences[:_FEW]))
    more = f" and {len(differences) - _FEW} more" if len(differences) > _FEW else ""
    raise Refused(f"No event of {domain.title} makes the state as it was; these would have to change: {told}{more}.")


def _differences(domain: Domain[S], one: S, other: S) -> tuple[Change, ...]:
    return masked_changes(domain, diff(shown(domain, one), shown(domain, other)))


def _reached(domain: Domain[S], now: S, events: tuple[NewEvent, ...]) -> S:
    stream, at = StreamId("", ""), microseconds(datetime.now(UTC))
    made = (Event(stream, 0, event.type, event.data, None, at) for event in events)
    for step in fold(domain, made, Standing(now)):
        if isinstance(step.outcome, Failed):
            why = masked_error(domain, step.outcome.error)
            raise Refused(f"The proposed {step.event.type} could not be applied: {why}.")
        now = step.after
    return now


def typed(event: NewEvent, history: History[S]) -> NewEvent:
    """The event; where its domain does not say of which type, with that of the last one that has most of its fields."""
    if event.type:
        return event
    wanted, best, most = event.data.keys(), "", -1
    for seen in history.source.read(max(1, history.length - _SEEN + 1), history.length):
        shared = len(wanted & seen.data.keys()) if isinstance(seen.data, dict) else -1
        if shared >= most and not seen.deleted:
            best, most = seen.type, shared
    return replace(event, type=best)
