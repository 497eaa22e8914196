"""A step put in words and changes: what a row of the event list and the inspector show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain
from leftfold.domain.generic import generic_domain
from leftfold.model.diff import Change, diff
from leftfold.model.event import Event
from leftfold.model.json import Json, json_fault
from leftfold.model.personal import hidden_values, mask_text
from leftfold.model.step import Failed, Skipped, Standing, Step
from leftfold.replay.fold import take_step
from leftfold.replay.masking import marked, masked_changes, masked_state, masked_step

S = TypeVar("S")

UNSHOWN: Final = "state cannot be shown"
"""The key under which a document says why it does not show the state."""


@dataclass(frozen=True, slots=True)
class Moment(Generic[S]):
    """A step with the state shown before and after it as documents, what changed, and a sentence."""

    step: Step[S]
    sentence: str
    before: Json
    after: Json
    changes: tuple[Change, ...]


def narrate(domain: Domain[S], step: Step[S]) -> Moment[S]:
    """The step in words and documents, what is personal in them covered."""
    before = shown(domain, step.before)
    after = before if step.after is step.before else shown(domain, step.after)
    moment = Moment(step, sentence(domain, step), before, after, diff(before, after))
    return _masked(domain, moment) if domain.personal else moment


def shown(domain: Domain[S], state: S) -> Json:
    """The state as its domain shows it; where the domain fails at that, an object that says so."""
    try:
        document = domain.show(state)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        return {UNSHOWN: error_text(error)}
    fault = json_fault(document)
    return document if fault is None else {UNSHOWN: f"it is not JSON: {fault}"}


def sentence(domain: Domain[S], step: Step[S]) -> str:
    """What happened, for a person; what is personal in it is covered."""
    step = masked_step(domain, step)
    match step.outcome:
        case Failed(error):
            return f"{step.event.type} could not be applied: {error}"
        case Skipped():
            return f"Soft-deleted: {_told(domain, step)}"
        case _:
            return _told(domain, step)


def sentence_alone(event: Event) -> str:
    """What an event says by itself, for a person, where neither its domain nor the state before it is known."""
    domain = generic_domain()
    return sentence(domain, take_step(domain, Standing(domain.initial), event))


def _told(domain: Domain[S], step: Step[S]) -> str:
    try:
        words = domain.sentence(step.event, step.before, step.after).split()
    except Exception:  # noqa: BLE001 - the border to the domain's code; a deleted event may fit no state
        return step.event.type
    text = " ".join(words) or step.event.type
    return _without_personal(domain, step, text) if domain.personal else text


def _masked(domain: Domain[S], moment: Moment[S]) -> Moment[S]:
    before = masked_state(domain, moment.before)
    after = before if moment.after is moment.before else masked_state(domain, moment.after)
    changes = masked_changes(domain, moment.changes)
    return Moment(masked_step(domain, moment.step), moment.sentence, before, after, changes)


def _without_personal(domain: Domain[S], step: Step[S], text: str) -> str:
    """A sentence that was told of an event whose personal values are covered, without those of the states."""
    patterns = marked(domain).state
    documents = (shown(domain, state) for state in (step.before, step.after)) if patterns else ()
    return mask_text(text, [value for document in documents for value in hidden_values(document, patterns)])
