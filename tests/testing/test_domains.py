"""The contract of a domain: the shipped ones keep it, and what breaks it is said."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from leftfold.domain.definition import Command, Domain, Invariant, NewEvent, Track
from leftfold.domain.generic import generic_domain
from leftfold.domains.cart import CART
from leftfold.domains.progress import PROGRESS
from leftfold.domains.sales import SALES
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.testing import check_domain
from tests.testing.counter import COUNTER, EVENTS

CART_EVENTS = (
    NewEvent("itemAdded", {"item": "desktop"}),
    NewEvent("itemAdded", {"item": "laptop", "quantity": 2}),
    NewEvent("itemRemoved", {"item": "laptop", "quantity": None}),
    NewEvent("itemRemoved", {"item": "phone", "quantity": 7}),
    NewEvent("cartEmptied", {}),
    NewEvent("itemRemoved", {"item": "desktop"}),
)
PROGRESS_EVENTS = (
    NewEvent("lessonCompleted", {"lesson": 0}),
    NewEvent("placeStudent", {"lesson": 6, "map": "Island"}),
    NewEvent("activityCompleted", {"lesson": 6, "activity": 1}),
    NewEvent("quizTaken", {"quiz": "Q6", "score": 80.5}),
    NewEvent("quizTaken", {"quiz": 7}),
    NewEvent("lessonCompleted", {"lesson": 6}),
    NewEvent("resetProgress", {"lesson": 3, "activity": None}),
    NewEvent("studentUnregistered", {"result": "Withdrawn"}),
    NewEvent("placeStudent", {"lesson": 1, "activity": 2}),
)


@pytest.mark.parametrize(
    ("domain", "events"),
    [
        (CART, CART_EVENTS),
        (SALES, CART_EVENTS),
        (PROGRESS, PROGRESS_EVENTS),
        (generic_domain(), (*CART_EVENTS, *PROGRESS_EVENTS)),
        (COUNTER, EVENTS),
        (COUNTER, ()),
    ],
)
def test_shipped_domains_keep_the_contract(domain: Domain[Any], events: tuple[NewEvent, ...]) -> None:
    check_domain(domain, events=events)


def test_a_soft_deleted_event_is_told_and_not_applied() -> None:
    deleted = Event(StreamId("counter", "1"), 1, "missed", None, deleted=True)
    check_domain(COUNTER, events=[deleted, *EVENTS])
    with pytest.raises(AssertionError, match="Sentence, of the soft-deleted event 1, missed, raised ZeroDivisionError"):
        check_domain(replace(COUNTER, sentence=lambda *_: str(1 // 0)), events=[deleted])


_calls = count()
_text: Any = str


def _nothing(*_given: object) -> Any:
    return None


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"name": ""}, "The domain has no name or no title."),
        ({"show": lambda state: {state}}, "What is shown before the first event is not JSON"),
        ({"show": lambda state: 1 // state}, "Show, before the first event, raised ZeroDivisionError"),
        ({"show": lambda _state: next(_calls)}, "is not what it was: show changed it, or shows it in another way"),
        ({"tracks": (Track("t", "T", _text),)}, "The track 't', before the first event, gave '0', which is neither"),
        ({"tracks": (Track("t", "T", bool),)}, "gave False, which is neither a number nor None."),
        ({"invariants": (Invariant("i", "I", str.strip),)}, "The invariant 'i', before the first event, raised"),
        ({"invariants": (Invariant("i", "I", lambda _state: ""),)}, "gave '', which is neither a sentence nor None."),
        ({"sentence": lambda *_: " "}, "Sentence, of the soft-deleted event 1, counted, gave ' ', which says nothing."),
        ({"sentence": lambda *_: None}, "gave None, which says nothing."),
        ({"sentence": lambda *_: "a\nb"}, "gave more than one line: 'a\\nb'."),
        ({"evolve": lambda state, _event: state + next(_calls)}, "gave another state when it was called again."),
        ({"evolve": lambda state, event: state + event.data.pop("by")}, "changed the event's payload."),
        ({"evolve": lambda _state, _event: {1}}, "What is shown after event 1, counted is not JSON"),
        ({"event_types": ()}, None),
        ({"commands": (replace(COUNTER.commands[0], decide=_nothing),)}, "neither events nor a rejection"),
        ({"compensate": lambda *_: ()}, "Compensate, from after event 3, counted to before the first event, leads to"),
    ],
)
def test_what_breaks_the_contract_is_said(broken: dict[str, Any], sentence: str | None) -> None:
    domain = replace(COUNTER, **broken)
    events = [NewEvent(event.type, dict(event.data)) for event in EVENTS]
    if sentence is None:
        check_domain(domain, events=events)
        return
    with pytest.raises(AssertionError, match=re.escape(sentence)):
        check_domain(domain, events=events)


def test_an_event_that_cannot_be_applied_is_said() -> None:
    with pytest.raises(AssertionError, match="Evolve, of event 2, missed, raised ValueError: only counted"):
        check_domain(COUNTER, events=[EVENTS[0], NewEvent("missed", {})])


def _bare(**broken: Any) -> Domain[Any]:
    domain: Domain[Any] = replace(COUNTER, commands=(), tracks=(), invariants=(), compensate=None)
    return replace(domain, **broken)


class Tally:
    """A state that is changed in place: what the contract is there to find."""

    def __init__(self, seen: list[str]) -> None:
        self.seen = seen


def _add(tally: Tally, event: Event) -> Tally:
    tally.seen.append(event.type)
    return tally


def _add_to_shared(tally: Tally, event: Event) -> Tally:
    shared = tally.seen
    if len(shared) == 2:
        shared.append(event.type)
    return Tally([*shared, event.type])


def test_a_state_changed_in_place_is_found() -> None:
    domain = _bare(initial=Tally([]), show=lambda tally: list(tally.seen), evolve=_add)
    sentence = "The state before the first event is not what it was: evolve of event 1, counted, changed it."
    with pytest.raises(AssertionError, match=sentence):
        check_domain(domain, events=EVENTS)
    with pytest.raises(AssertionError, match="after event 2, counted is not what it was: evolve of event 3"):
        check_domain(replace(domain, initial=Tally([]), evolve=_add_to_shared), events=EVENTS)


def test_a_change_that_is_not_shown_is_found() -> None:
    def evolve(state: dict[int, str], event: Event) -> dict[int, str]:
        after = {**state, event.version: event.type}
        state.clear()
        return after

    with pytest.raises(AssertionError, match="The state after event 1, counted is not what it was: evolve of event 2"):
        check_domain(_bare(initial={}, show=lambda _state: None, evolve=evolve), events=EVENTS)


def _changing(state: list[int], *_: object) -> Any:
    state.append(1)
    return ()


@pytest.mark.parametrize(
    ("broken", "culprit"),
    [
        ({"commands": (Command("change", "Change", (), _changing),)}, "a command changed it"),
        ({"invariants": (Invariant("i", "I", lambda state: _changing(state) or None),)}, "a track or an invariant"),
    ],
)
def test_a_question_that_changes_the_state_is_found(broken: dict[str, Any], culprit: str) -> None:
    domain = _bare(initial=[], show=len, evolve=lambda state, _event: [*state], **broken)
    with pytest.raises(AssertionError, match=f"is not what it was: {culprit}"):
        check_domain(domain, events=EVENTS)


class Uncopied:
    """A state that cannot be copied."""

    def __deepcopy__(self, _memo: object) -> Uncopied:
        raise TypeError("not copied")


@pytest.mark.parametrize("state", [Uncopied(), object()])
def test_states_that_cannot_be_copied_or_compared_are_compared_as_shown(state: object) -> None:
    check_domain(_bare(initial=state, show=lambda _state: 1, evolve=lambda state, _event: state), events=EVENTS)


def test_a_restore_gives_back_the_state_that_was_shown() -> None:
    check_domain(replace(COUNTER, restore=None), events=EVENTS)
    lossy = replace(PROGRESS, restore=lambda _document: PROGRESS.initial)
    with pytest.raises(AssertionError, match=r"What is restored after event 1, .* is not the state that was shown"):
        check_domain(lossy, events=PROGRESS_EVENTS)
