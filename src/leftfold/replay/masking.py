"""Personal fields covered in what a replay shows; where a domain marks none, everything is given as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, TypeVar

from leftfold.domain.definition import Domain
from leftfold.model.diff import Change, diff
from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.json import Json
from leftfold.model.personal import MASK, Pattern, Personal, mask, mask_changes, personal_fields
from leftfold.model.snapshot import Snapshot
from leftfold.model.step import Failed, Failure, Standing, Step

S = TypeVar("S")

HIDDEN: Final = "why is hidden, as it may quote personal fields"
"""In place of an error's text."""


def marked(domain: Domain[Any]) -> Personal:
    """What a domain marks as personal, and is not revealed."""
    return personal_fields(domain.personal)


def masked_state(domain: Domain[Any], document: Json) -> Json:
    """A state's document with its personal values covered."""
    return mask(document, marked(domain).state) if domain.personal else document


def covers(domain: Domain[Any], data: Document) -> bool:
    """Whether anything in a payload is personal and covered."""
    return bool(domain.personal) and masked_document(data, marked(domain).data) != data


def masked_error(domain: Domain[Any], text: str) -> str:
    """An error's text, which may quote what is personal."""
    return HIDDEN if domain.personal else text


def masked_changes(domain: Domain[Any], changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes of a state with its personal values covered."""
    return mask_changes(changes, marked(domain).state) if domain.personal else tuple(changes)


def masked_differences(domain: Domain[Any], document: Json, other: Domain[Any], beside: Json) -> tuple[Change, ...]:
    """What differs from a state's document to another's, which domains show; what either marks is covered.

    That a personal value differs is told.
    """
    return masked_changes(other, masked_changes(domain, diff(document, beside)))


def masked_event(domain: Domain[Any], event: Event) -> Event:
    """An event with the personal values of its payload and metadata covered."""
    if not domain.personal:
        return event
    personal = marked(domain)
    return event._replace(
        data=masked_document(event.data, personal.data), metadata=masked_document(event.metadata, personal.metadata)
    )


def masked_step(domain: Domain[S], step: Step[S]) -> Step[S]:
    """A step whose event has its personal values covered, and whose errors quote none; its states are as they are."""
    if not domain.personal:
        return step
    outcome = Failed(HIDDEN) if isinstance(step.outcome, Failed) else step.outcome
    return Step(masked_event(domain, step.event), masked_standing(domain, step.standing), outcome)


def masked_standing(domain: Domain[S], standing: Standing[S]) -> Standing[S]:
    """Where a replay stands, its failure telling nothing personal."""
    if not domain.personal or standing.failed is None:
        return standing
    return replace(standing, failed=Failure(standing.failed.version, HIDDEN))


def masked_snapshot(domain: Domain[Any], snapshot: Snapshot) -> Snapshot:
    """A snapshot with the personal values of its state covered."""
    if not domain.personal:
        return snapshot
    return replace(snapshot, state=masked_document(snapshot.state, marked(domain).state))


def masked_document(document: Document, patterns: tuple[Pattern, ...]) -> Document:
    """A document with its personal values covered; nothing is left of the bytes of one that cannot be read."""
    if isinstance(document, Undecodable):
        return Undecodable(MASK.encode(), "cannot be read, and may hold personal fields") if patterns else document
    return mask(document, patterns)
