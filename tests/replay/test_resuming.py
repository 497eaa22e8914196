"""A replay that begins at a snapshot ends where one from the first event does, and begins at none that it must not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from leftfold.domain.definition import Domain
from leftfold.model.event import Event, Undecodable
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json
from leftfold.model.snapshot import Basis, Snapshot
from leftfold.replay.history import History
from leftfold.replay.keyframes import Keyframes
from leftfold.replay.resuming import last_snapshot, resumed
from tests.replay.counting import COUNTER, EVENTS, STREAM, Events, events_of


def _restore(document: Json) -> tuple[int, ...]:
    return tuple(document)  # type: ignore[arg-type]


def _evolve(state: tuple[int, ...], event: Event) -> tuple[int, ...]:
    return COUNTER.evolve(state, event)


def _show(state: tuple[int, ...]) -> Json:
    return list(state)


RESUMABLE = replace(COUNTER, evolve=_evolve, show=_show, restore=_restore)
KINDS = ["plain", "deleted", "failing", "idle", "plain", "plain"]


def _index(events: list[Event]) -> StreamIndex:
    count = len(events)
    return StreamIndex(
        stream=STREAM,
        versions=np.arange(1, count + 1, dtype=np.int64),
        positions=np.arange(10, count + 10, dtype=np.int64),
        type_codes=np.zeros(count, np.int32),
        type_names=("counted",),
        times=np.zeros(count, np.int64),
        deleted=np.array([event.deleted for event in events], np.bool_),
    )


def _snapshot(events: list[Event], domain: Domain[tuple[int, ...]] = RESUMABLE) -> Snapshot | None:
    return last_snapshot(domain, _index(events), History(domain, Events(events), len(events)))


def _made(kinds: list[str]) -> tuple[Snapshot, Basis]:
    snapshot = _snapshot(events_of(kinds))
    assert snapshot is not None
    assert snapshot.basis is not None
    return snapshot, snapshot.basis


@given(events=EVENTS, at=st.lists(st.integers(0, 60), max_size=4), asked=st.integers(0, 60))
def test_every_standing_is_the_same_as_from_the_first_event(events: list[Event], at: list[int], asked: int) -> None:
    snapshots = [made for count in at if (made := _snapshot(events[:count])) is not None]
    known = resumed(RESUMABLE, _index(events), snapshots)
    assert {one.ordinal for one in known} == {min(count, len(events)) for count in at} - {0}
    source, ordinal = Events(events), min(asked, len(events))
    history = History(RESUMABLE, source, len(events), keyframes=Keyframes(spacing=7), resumed=known)
    assert history.standing(ordinal) == History(RESUMABLE, Events(events), len(events)).standing(ordinal)
    nearest = max((one.ordinal for one in known if one.ordinal <= ordinal), default=0)
    assert source.asked == ([(nearest + 1, ordinal)] if nearest < ordinal else [])


def test_a_snapshot_tells_what_it_stands_on() -> None:
    snapshot, basis = _made(KINDS)
    assert (snapshot.stream, snapshot.version, snapshot.state) == (STREAM, 6, [1, 5, 6])
    assert (basis.domain, basis.events, basis.position, basis.deleted) == ("counter", 6, 15, (2,))
    assert basis.failure is not None
    assert basis.failure.version == 3


def test_a_what_if_begins_at_no_snapshot_after_its_first_edit() -> None:
    events = events_of(KINDS)
    known = resumed(RESUMABLE, _index(events), [_made(KINDS[:2])[0], _made(KINDS[:5])[0]])
    history = History(RESUMABLE, Events(events), len(events), resumed=known)
    assert history.way_to(6) == 1
    assert history.what_if(Events(events), len(events), unchanged=4).way_to(6) == 4


@pytest.mark.parametrize(
    "changed",
    [
        lambda basis: replace(basis, domain="other"),
        lambda basis: replace(basis, reducer="another version"),
        lambda basis: replace(basis, events=3),
        lambda basis: replace(basis, position=99),
        lambda basis: replace(basis, deleted=()),
        lambda basis: replace(basis, deleted=(2, 4)),
        lambda _basis: None,
    ],
)
def test_a_snapshot_that_stands_on_anything_else_is_passed_over(changed: Callable[[Basis], Basis | None]) -> None:
    snapshot, basis = _made(KINDS[:4])
    index = _index(events_of(KINDS))
    assert len(resumed(RESUMABLE, index, [snapshot])) == 1
    assert resumed(RESUMABLE, index, [replace(snapshot, basis=changed(basis))]) == ()


@pytest.mark.parametrize("state", [None, 7, {"a": 1}, Undecodable(b"", "is empty")])
def test_a_state_that_cannot_be_restored_is_passed_over(state: Json | Undecodable) -> None:
    snapshot, _basis = _made(KINDS)
    assert resumed(RESUMABLE, _index(events_of(KINDS)), [replace(snapshot, state=state)]) == ()


def test_a_version_that_is_gone_is_passed_over() -> None:
    snapshot, _basis = _made(KINDS)
    assert resumed(RESUMABLE, _index(events_of(KINDS[:3])), [snapshot]) == ()


def _lossy(_document: Json) -> tuple[int, ...]:
    return ()


def _failing(_document: Json) -> tuple[int, ...]:
    raise KeyError("no state")


@pytest.mark.parametrize("restore", [None, _lossy, _failing])
def test_a_domain_that_gives_not_the_state_back_has_no_snapshots(
    restore: Callable[[Json], tuple[int, ...]] | None,
) -> None:
    domain = replace(RESUMABLE, restore=restore)
    assert _snapshot(events_of(KINDS), domain) is None
    assert resumed(domain, _index(events_of(KINDS)), [_made(KINDS)[0]]) == ()


def test_a_stream_without_events_has_none() -> None:
    assert _snapshot([]) is None


class _Odd(tuple[int, ...]):
    __hash__ = None  # type: ignore[assignment]

    @override
    def __eq__(self, _other: object) -> bool:
        raise TypeError("cannot be compared")


def _odd(state: tuple[int, ...], _event: Event) -> tuple[int, ...]:
    return _Odd(state)


def test_states_that_cannot_be_compared_are_not_snapshot() -> None:
    assert _snapshot(events_of(["plain"]), replace(RESUMABLE, evolve=_odd)) is None
