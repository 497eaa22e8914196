"""Tries a correction on one aggregate, and tells what it would do: the same as a preview, in a part of the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from leftfold.batch.correction import Correction, DeleteEvents, RestoreState, RunCommand
from leftfold.batch.course import Course
from leftfold.batch.proposal import Proposal
from leftfold.batch.values import value_for
from leftfold.domain.compensation import compensation
from leftfold.domain.decide import decide
from leftfold.domain.definition import Decision, Rejection
from leftfold.draft.draft import Draft
from leftfold.draft.overlay import new_events, what_if
from leftfold.draft.preview import Preview, covered, preview
from leftfold.draft.restoring import typed
from leftfold.draft.wording import warnings
from leftfold.model.diff import diff
from leftfold.model.edits import Append, Because, Edit, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.json import JsonObject
from leftfold.model.step import Failed, Failure, Standing
from leftfold.replay.fold import fold
from leftfold.replay.invariants import breaches
from leftfold.replay.narrative import sentence, shown
from leftfold.replay.run import Mark, take_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One correction, as it is tried on each aggregate."""

    correction: Correction
    because: Because
    at: datetime
    """When new events are recorded."""
    first_version: int
    """The version of a stream's first event in this store."""
    as_read: Callable[[Append], JsonObject]
    """What the store reads as the payload of a new event."""

    def on(self, course: Course, places: Sequence[int]) -> Proposal:
        """What is proposed for an aggregate whose events in these places are offending; there is at least one."""
        try:
            edits = self._edits(course, places)
        except Refused as refusal:
            return self._proposal(course, places, rejected=str(refusal))
        effect = self.effect(course, edits)
        grave = warnings(effect)[: len(effect.now_failing) + len(effect.broken)]
        return self._proposal(course, places, edits=edits, changes=effect.changes, troubles=grave)

    def effect(self, course: Course, edits: tuple[Edit, ...]) -> Preview:
        """What the edits would do."""
        draft = _draft(course, self.because, edits)
        deleted = frozenset(edit.version for edit in edits if isinstance(edit, SoftDelete))
        first = next((at for at, one in enumerate(course.events) if one.version in deleted), len(course.events))
        rest = [one._replace(deleted=True) if one.version in deleted else one for one in course.events[first:]]
        run = take_run(course.domain, course.run.standing(first), rest)
        if Mark.FAILED in run.marks or Mark.FAILED in course.run.marks[first:]:
            return self._whole(course, draft)
        failing, standing = list[Failure](), Standing(run.standing(len(run)).state)
        for step in fold(course.domain, new_events(draft, self.first_version, self.as_read), standing):
            if isinstance(step.outcome, Failed):
                failing.append(Failure(step.event.version, step.outcome.error))
            standing = step.next
        return _told(course, standing.state, tuple(failing))

    def _whole(self, course: Course, draft: Draft) -> Preview:
        """The effect by an ordinary preview, which follows both replays event by event: for where some fail."""
        history = course.history()
        first, as_read = self.first_version, self.as_read
        return preview(history, what_if(draft, course.index(), history, first_version=first, as_read=as_read))

    def _edits(self, course: Course, places: Sequence[int]) -> tuple[Edit, ...]:
        match self.correction:
            case DeleteEvents():
                return tuple(SoftDelete(course.events[place].version) for place in places)
            case RestoreState():
                versions = tuple(course.events[place].version for place in places)
                return self._appends(_compensated(course, places[0]), compensates=versions)
            case RunCommand() as command:
                return self._appends(_decided(command, course, places[0]))
            case _:
                assert_never(self.correction)

    def _appends(self, decision: Decision, *, compensates: tuple[int, ...] = ()) -> tuple[Edit, ...]:
        if isinstance(decision, Rejection):
            raise Refused(decision.reason)
        if not decision:
            raise Refused("Nothing is to be done: no event follows.")
        return tuple(Append(event.type, event.data, self.at, compensates=compensates) for event in decision)

    def _proposal(self, course: Course, places: Sequence[int], **more: Any) -> Proposal:
        events = course.events
        return Proposal(
            stream=course.stream,
            base_version=events[-1].version,
            base_deletions=_deletions(course),
            offending=tuple(events[place].version for place in places),
            told=sentence(course.domain, course.step(places[0])),
            **more,
        )


def _draft(course: Course, because: Because, edits: tuple[Edit, ...]) -> Draft:
    return Draft(course.stream, course.events[-1].version, _deletions(course), because, edits)


def _deletions(course: Course) -> frozenset[int]:
    return frozenset(event.version for event in course.events if event.deleted)


def _told(course: Course, after: Any, failing: tuple[Failure, ...]) -> Preview:
    domain, before = course.domain, course.last
    old, new = shown(domain, before), shown(domain, after)
    known = breaches(domain, before).values()
    broken = tuple(text for text in breaches(domain, after).values() if text not in known)
    return covered(domain, Preview(old, new, diff(old, new), failing, (), broken))


def _compensated(course: Course, place: int) -> Decision:
    found = compensation(course.domain, course.last, course.before(place))
    return found if isinstance(found, Rejection) else tuple(typed(event, course.history()) for event in found)


def _decided(command: RunCommand, course: Course, place: int) -> Decision:
    moment, last = course.sight(place), shown(course.domain, course.last)
    arguments = {name: value_for(value, moment, last) for name, value in command.arguments}
    return decide(course.domain, course.last, command.name, arguments)
