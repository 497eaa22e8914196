"""The contract of a domain: what Leftfold takes for granted of its functions."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Generic, TypeVar

import orjson

from leftfold.domain.definition import Domain, NewEvent
from leftfold.model.event import Event
from leftfold.testing.assertions import call, check, json_text
from leftfold.testing.decisions import check_asked, check_compensation, check_decisions
from leftfold.testing.record import check_record
from leftfold.testing.scenarios import as_stored

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class _Point(Generic[S]):
    """A state met on the way, with what it was then."""

    place: str
    """Where it was met, as the end of a sentence."""
    state: S
    shown: str
    copy: S | None
    """A copy to compare with; None where copies of the state do not equal it."""


def check_domain(domain: Domain[S], *, events: Iterable[Event | NewEvent] = ()) -> None:
    """Raise `AssertionError` with the first thing in which the domain breaks its contract.

    `events` are some that it must apply, in order, the soft-deleted ones passed by; more of them find more.
    """
    check_record(domain)
    points = [_point(domain, "before the first event", domain.initial)]
    for event in as_stored(domain, events):
        now = points[-1]
        _check_sentence(domain, event._replace(deleted=True), now.state, now.state)
        if not event.deleted:
            check_decisions(domain, now.state, event)
            check_asked(domain, event)
            _check_unchanged(domain, now, "a command changed it")
            points.append(_stepped(domain, now, event))
    check_decisions(domain, points[-1].state, None)
    check_compensation(domain, [(point.place, point.state) for point in points])
    for point in points:
        _check_unchanged(domain, point, "a later call changed it")


def _stepped(domain: Domain[S], now: _Point[S], event: Event) -> _Point[S]:
    what = f"Evolve, of event {event.version}, {event.type},"
    place = f"after event {event.version}, {event.type}"
    data = deepcopy(event.data)
    after = _point(domain, place, call(what, domain.evolve, now.state, event))
    _check_unchanged(domain, now, f"evolve of event {event.version}, {event.type}, changed it")
    check(event.data == data, f"{what} changed the event's payload.")
    again = call(what, domain.evolve, now.state, event)
    same = json_text("The state", call("show", domain.show, again)) == after.shown
    check(same and _equals_copy(after.copy, again), f"{what} gave another state when it was called again.")
    _check_sentence(domain, event, now.state, after.state)
    return after


def _point(domain: Domain[S], place: str, state: S) -> _Point[S]:
    copy = _copied(state)
    point = _Point(place, state, _shown(domain, place, state), copy)
    _check_unchanged(domain, point, "show changed it, or shows it in another way each time")
    for track in domain.tracks:
        name = f"The track {track.name!r}, {place},"
        number = call(name, track.value, state)
        check(number is None or _is_number(number), f"{name} gave {number!r}, which is neither a number nor None.")
    for invariant in domain.invariants:
        name = f"The invariant {invariant.name!r}, {place},"
        text = call(name, invariant.broken, state)
        check(text is None or _is_text(text), f"{name} gave {text!r}, which is neither a sentence nor None.")
    _check_unchanged(domain, point, "a track or an invariant changed it")
    _check_restored(domain, point)
    return point


def _check_restored(domain: Domain[S], point: _Point[S]) -> None:
    if domain.restore is not None:
        restored = call(f"Restore, {point.place},", domain.restore, orjson.loads(point.shown))
        check(_equal(restored, point.state), f"What is restored {point.place} is not the state that was shown.")


def _shown(domain: Domain[S], place: str, state: S) -> str:
    return json_text(f"What is shown {place}", call(f"Show, {place},", domain.show, state))


def _check_unchanged(domain: Domain[S], point: _Point[S], how: str) -> None:
    unchanged = _equals_copy(point.copy, point.state) and _shown(domain, point.place, point.state) == point.shown
    check(unchanged, f"The state {point.place} is not what it was: {how}.")


def _check_sentence(domain: Domain[S], event: Event, before: S, after: S) -> None:
    kind = "soft-deleted event" if event.deleted else "event"
    what = f"Sentence, of the {kind} {event.version}, {event.type},"
    text = call(what, domain.sentence, event, before, after)
    check(_is_text(text), f"{what} gave {text!r}, which says nothing.")
    check(len(text.splitlines()) == 1, f"{what} gave more than one line: {text!r}.")


def _copied(state: S) -> S | None:
    try:
        copy = deepcopy(state)
    except Exception:  # noqa: BLE001 - the border to the domain's code; what cannot be copied is compared as it is shown
        return None
    return copy if _equal(copy, state) else None


def _equals_copy(copy: S | None, state: S) -> bool:
    return copy is None or _equal(copy, state)


def _equal(one: object, other: object) -> bool:
    return call("Comparing states", lambda: bool(one == other))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
