"""The first event whose effect differs, looked for while a draft is followed beside what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, Generic, TypeVar

from leftfold.domain.border import equal
from leftfold.domain.definition import Domain
from leftfold.draft.consequences import Difference, Effect, Pair
from leftfold.model.event import Event
from leftfold.model.step import Applied, Failed, Outcome, Skipped, Standing, Step
from leftfold.replay.fold import Took
from leftfold.replay.narrative import narrate

S = TypeVar("S")

_ABSENT: Final = object()
_PATIENCE: Final = 1000
"""Events whose states differ and that are shown alike: after so many of them none is looked for any more."""


class Differing(Generic[S]):
    """Looks for the first event that changes the state otherwise."""

    def __init__(self, domain: Domain[S]) -> None:
        self._domain = domain
        self._left = _PATIENCE
        self.found: Difference | None = None

    def look(self, pair: Pair[S]) -> None:
        """Look at one event; those that the draft edits themselves do not count."""
        if self.found is None and self._left and not pair.is_flipped and not same_effect(pair.stored, pair.drafted):
            stored, drafted = (_effect(self._domain, pair.event, took) for took in (pair.stored, pair.drafted))
            if stored == drafted:
                self._left -= 1
            else:
                self.found = Difference(pair.event.version, stored, drafted)


def same_effect(one: Took[Any], other: Took[Any]) -> bool:
    """Whether an event changes the same values from the same to the same; what it leaves as it was may differ."""
    if one.error is not None or other.error is not None:
        return one.error is not None and other.error is not None
    before, after, other_before, other_after = one.before, one.after, other.before, other.after
    if before is after and other_before is other_after:
        return True
    parts = [_parts(state) for state in (before, after, other_before, other_after)]
    names = dict.fromkeys(name for part in parts for name in part)
    return all(_same_change(*(part.get(name, _ABSENT) for part in parts)) for name in names)


def _parts(state: Any) -> Mapping[Any, Any]:
    """What a state is made of at its top, by name; one that is not taken apart is all of itself."""
    if isinstance(state, tuple):
        return dict(enumerate(state))
    if isinstance(state, dict):
        return state
    if is_dataclass(state):
        return {field.name: getattr(state, field.name) for field in fields(state)}
    return {"": state}


def _same_change(before: Any, after: Any, other_before: Any, other_after: Any) -> bool:
    if before is after and other_before is other_after:
        return True
    if equal(before, after) and equal(other_before, other_after):
        return True
    return equal(before, other_before) and equal(after, other_after)


def _effect(domain: Domain[S], event: Event, took: Took[S]) -> Effect:
    outcome: Outcome[S] = Applied(took.after)
    if event.deleted:
        outcome = Skipped()
    elif took.error is not None:
        outcome = Failed(took.error)
    moment = narrate(domain, Step(event, Standing(took.before), outcome))
    return Effect(moment.sentence, moment.changes)
