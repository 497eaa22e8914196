"""What others hold for the state, or another fold gives, and the first event that explains it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from leftfold.diagnose.replay_audit import audit_snapshots, folded_twice, last_changes, reducers_part
from leftfold.domain.generic import generic_domain
from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.finding import Finding
from leftfold.model.json import Json, JsonObject
from leftfold.model.snapshot import Snapshot
from leftfold.model.stream import StreamId

STREAM = StreamId("thing", "1")


def _restore(document: Json) -> JsonObject:
    assert isinstance(document, dict)
    return document


DOMAIN = replace(generic_domain(), restore=_restore)


def _events(*payloads: Document, deleted: tuple[int, ...] = ()) -> list[Event]:
    return [Event(STREAM, n, "put", data, deleted=n in deleted) for n, data in enumerate(payloads, 1)]


def _audited(events: list[Event], *held: tuple[int, Document]) -> tuple[list[Finding], list[int]]:
    passed: list[int] = []
    snapshots = [Snapshot(STREAM, version, state, None) for version, state in held]
    found = audit_snapshots(
        DOMAIN,
        snapshots,
        iter(events),
        lambda version: [event for event in events if event.version <= version],
        lambda snapshot: passed.append(snapshot.version),
    )
    return list(found), passed


def _told(events: list[Event], *held: tuple[int, Document]) -> list[tuple[int, str]]:
    return [(one.version, one.sentence) for one in _audited(events, *held)[0]]


THREE = _events({"a": 1}, {"b": 2}, {"a": 3})


def test_snapshots_that_are_the_folded_state_are_no_findings() -> None:
    assert _audited(THREE, (1, {"a": 1}), (3, {"a": 3, "b": 2})) == ([], [])


def test_a_snapshot_that_lacks_an_event_is_explained_by_it() -> None:
    ((version, told),) = _told(THREE, (3, {"a": 1}))
    assert version == 2
    assert told == (
        "The snapshot at version 3 by the application differs from the folded state. "
        "It is the state after event 1: event 2 is not in it."
    )


def test_a_snapshot_of_the_state_before_any_event_is_explained_by_the_first() -> None:
    ((version, told),) = _told(THREE, (2, {}))
    assert version == 1
    assert told.endswith("It is the state before any event: event 1 is not in it.")


def test_a_snapshot_with_an_event_that_was_soft_deleted_since_is_explained_by_it() -> None:
    events = _events({"a": 1}, {"a": 2}, {"b": 1}, deleted=(2,))
    ((version, told),) = _told(events, (3, {"a": 2, "b": 1}))
    assert version == 2
    assert told.endswith("It has the event 2 in it, which was soft-deleted since.")


def test_a_value_that_no_state_had_is_explained_by_the_event_that_made_it_what_it_is() -> None:
    ((version, told),) = _told(THREE, (3, {"a": 3, "b": 7}))
    assert version == 2
    assert told.endswith("b is what event 2 made it, and not what is held.")
    (finding,), _passed = _audited(THREE, (3, {"a": 3, "b": 7}))
    assert [(change.before, change.after) for change in finding.changes] == [(7, 2)]


def test_a_value_that_no_event_ever_made_is_told_at_the_snapshot() -> None:
    ((version, told),) = _told(THREE, (3, {"a": 3, "b": 2, "c": 1}))
    assert version == 3
    assert told.endswith("No event made the values that differ what they are.")


def test_snapshots_without_their_event_and_unreadable_ones_are_findings() -> None:
    events = _events({"a": 1}, {"a": 2})
    assert _told(events, (0, {}), (2, Undecodable(b"{", "is not JSON")), (9, {})) == [
        (0, "The snapshot at version 0 by the application is of a version that no event has."),
        (2, "The snapshot at version 2 by the application cannot be read: it is not JSON (1 bytes)."),
        (9, "The snapshot at version 9 by the application is of a version that no event has."),
    ]


def test_a_snapshot_of_another_shape_is_passed_by() -> None:
    def strict(document: Json) -> JsonObject:
        raise ValueError(f"{document} is of no state")

    passed: list[Snapshot] = []
    snapshot = Snapshot(STREAM, 1, [1], None)
    domain = replace(DOMAIN, restore=strict)
    assert not list(audit_snapshots(domain, [snapshot], THREE, lambda _version: THREE, passed.append))
    assert passed == [snapshot]


def test_a_reducer_that_is_a_function_of_its_events_gives_the_same_twice() -> None:
    assert folded_twice(DOMAIN, THREE) is None


def test_a_reducer_that_counts_its_calls_is_found_at_the_first_event_that_tells() -> None:
    numbers = count()

    def evolve(state: JsonObject, event: Event) -> JsonObject:
        return {**state, "call": next(numbers)} if event.version > 1 else state

    found = folded_twice(replace(DOMAIN, evolve=evolve), THREE)
    assert found is not None
    assert (found.version, [(one.before, one.after) for one in found.changes]) == (2, [(0, 1)])
    assert found.sentence == "Folded twice, it gives two states: Put: b 2"


def test_two_reducers_part_where_their_states_first_differ() -> None:
    def evolve(state: JsonObject, event: Event) -> JsonObject:
        return {**DOMAIN.evolve(state, event), **({"a": 9} if event.version == 3 else {})}

    found = reducers_part(replace(DOMAIN, evolve=evolve), DOMAIN, THREE)
    assert found is not None
    assert (found.version, found.sentence) == (3, "From here on the new reducer gives another state: Put: a 3")
    assert [(one.before, one.after) for one in found.changes] == [(3, 9)]
    assert reducers_part(DOMAIN, DOMAIN, THREE) is None


def test_two_reducers_of_which_one_fails_part_there() -> None:
    def failing(state: JsonObject, event: Event) -> JsonObject:
        if event.version == 2:
            raise ValueError("never seen")
        return DOMAIN.evolve(state, event)

    same_state = _events({"a": 1}, {"a": 1})
    old_fails = reducers_part(DOMAIN, replace(DOMAIN, evolve=failing), same_state)
    new_fails = reducers_part(replace(DOMAIN, evolve=failing), DOMAIN, same_state)
    assert old_fails is not None
    assert new_fails is not None
    assert old_fails.sentence == "Only the old reducer fails: ValueError: never seen; the new one says: Put: a 1"
    assert new_fails.sentence.endswith("put could not be applied: ValueError: never seen")
    assert (old_fails.version, old_fails.changes) == (2, ())


def test_the_last_event_that_changed_a_value_is_told() -> None:
    assert last_changes(DOMAIN, [("a",), ("b",), ("c",)], THREE) == {("a",): 3, ("b",): 2}
