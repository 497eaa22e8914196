"""The findings of one aggregate, each at its event and told in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.findings import CHUNK, findings_of
from leftfold.domain.definition import EventType
from leftfold.model.event import Event, Undecodable
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.step import Failed
from leftfold.replay.fold import fold
from leftfold.replay.invariants import breaches
from tests.replay.counting import BROKEN, COUNTER, EVENTS, START, STREAM, events_of

KNOWING = replace(COUNTER, event_types=(EventType("plain", "Plain"), EventType("idle", "Idle")))


def _event(version: int, **facts: object) -> Event:
    return Event(STREAM, version, "plain", 2)._replace(**facts)  # type: ignore[arg-type]


def _found(*events: Event, domain: object = COUNTER, first: int = 1, where: str = "") -> list[tuple[int, str, str]]:
    condition = parse_condition(where) if where else None
    found = findings_of(domain, events, first_version=first, where=condition)  # type: ignore[arg-type]
    return [(one.version, str(one.kind), one.sentence) for one in found]


def test_a_stream_with_nothing_wrong_has_none() -> None:
    assert _found(*events_of(["plain", "plain"]), domain=replace(COUNTER, invariants=())) == []


def test_no_events_have_none() -> None:
    assert _found() == []


@given(EVENTS)
def test_failures_and_breaches_are_what_looking_at_each_step_finds(events: list[Event]) -> None:
    expected: list[tuple[int, str]] = []
    for step in fold(COUNTER, events, START):
        before, after = breaches(COUNTER, step.before), breaches(COUNTER, step.after)
        expected.extend((step.event.version, "invariant") for name in after if name not in before)
        if isinstance(step.outcome, Failed):
            unreadable = isinstance(step.event.data, Undecodable)
            expected.append((step.event.version, "unreadable" if unreadable else "failed"))
    assert [(version, kind) for version, kind, _told in _found(*events)] == expected


def test_a_failed_event_says_why() -> None:
    assert _found(*events_of(["failing"])) == [
        (1, "failed", "failing could not be applied: ValueError: zero cannot be added")
    ]


def test_an_unreadable_payload_is_one_finding_and_says_why() -> None:
    assert _found(_event(1, data=BROKEN)) == [(1, "unreadable", "The payload of plain is not JSON (1 bytes).")]


def test_unreadable_metadata_is_found_though_the_event_is_applied() -> None:
    assert _found(_event(1, metadata=BROKEN)) == [(1, "unreadable", "The metadata of plain is not JSON (1 bytes).")]


def test_a_type_that_the_domain_does_not_know_is_found_and_not_told_as_a_failure_too() -> None:
    known, strange = _event(1), _event(2, type="strange", data=0)
    assert _found(known, strange, domain=KNOWING) == [
        (2, "unknown-type", "strange is of a type that the domain does not know.")
    ]
    assert [kind for _version, kind, _told in _found(known, strange)] == ["failed"]


def test_what_is_soft_deleted_is_dealt_with() -> None:
    gone = [_event(1, data=BROKEN, deleted=True), _event(2, type="strange", deleted=True)]
    assert _found(*gone, domain=KNOWING) == []


@pytest.mark.parametrize(
    ("versions", "first", "told"),
    [
        ([1, 2, 3], 1, []),
        ([0, 1], 0, []),
        ([2, 3], 1, [(2, "gap", "Version 1 is missing before version 2.")]),
        ([1, 5], 1, [(5, "gap", "Versions 2 to 4 are missing before version 5.")]),
        ([1, 1, 2], 1, [(1, "duplicate", "Version 1 is there more than once.")]),
        (
            [1, 3, 3, 4],
            1,
            [
                (3, "gap", "Version 2 is missing before version 3."),
                (3, "duplicate", "Version 3 is there more than once."),
            ],
        ),
    ],
)
def test_gaps_and_duplicates_of_versions(versions: list[int], first: int, told: list[tuple[int, str, str]]) -> None:
    assert _found(*map(_event, versions), first=first) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.25, "0.25 seconds"),
        (90, "90 seconds"),
        (180, "3 minutes"),
        (7_300, "2 hours"),
        (10**6, "12 days"),
    ],
)
def test_time_that_goes_backwards_is_found_where_it_does(seconds: float, told: str) -> None:
    first = 10**12
    second = first - int(seconds * 1_000_000)
    events = [_event(1, at=first), _event(2, at=second), _event(3), _event(4, at=second), _event(5, at=first)]
    ((version, kind, sentence),) = _found(*events)
    assert (version, kind) == (2, "time")
    assert sentence.startswith(f"It was recorded {told} before the event in front of it, at 1970-01-")


def test_each_event_at_which_a_condition_holds_is_a_finding() -> None:
    events = events_of(["idle", "plain", "idle", "plain"])
    found = _found(*events, domain=replace(COUNTER, invariants=()), where="event.type = 'plain'")
    assert found == [(2, "condition", "plain 2"), (4, "condition", "plain 4")]


def test_findings_beyond_a_chunk_are_as_those_within_one() -> None:
    kinds = ["idle"] * (CHUNK - 1) + ["plain", "idle", "failing", "plain"]
    found = _found(*events_of(kinds))
    assert [(version, kind) for version, kind, _told in found] == [(CHUNK, "invariant"), (CHUNK + 2, "failed")]


def test_findings_at_one_event_come_in_the_order_of_their_kinds() -> None:
    (one, other) = _found(_event(3, data=1))
    assert [one[1], other[1]] == ["invariant", "gap"]


def test_a_reducer_that_fails_once_only_is_told_of() -> None:
    times: list[int] = []

    def evolve(state: tuple[int, ...], _event: Event) -> tuple[int, ...]:
        times.append(1)
        if len(times) == 1:
            raise ValueError("not now")
        return state

    assert _found(_event(1), domain=replace(COUNTER, evolve=evolve)) == [
        (1, "failed", "plain could not be applied: it failed once, and not the second time")
    ]


def test_a_finding_is_a_place_in_a_stream() -> None:
    (found,) = findings_of(COUNTER, events_of(["failing"]), first_version=1)
    assert isinstance(found, Finding)
    assert (found.stream, found.kind) == (STREAM, FindingKind.FAILED)
