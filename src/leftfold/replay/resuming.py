"""Snapshots that a replay may be resumed at: how they are made, and which of the stored ones can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from leftfold.domain.border import equal
from leftfold.domain.definition import Domain
from leftfold.domain.reducer import reducer_mark
from leftfold.model.event import Undecodable
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json
from leftfold.model.snapshot import Basis, Snapshot
from leftfold.model.step import Standing
from leftfold.replay.history import History, Resumed
from leftfold.replay.narrative import shown

S = TypeVar("S")


def last_snapshot(domain: Domain[S], index: StreamIndex, history: History[S]) -> Snapshot | None:
    """The snapshot of a stream's last state; None where the domain could not go on from it."""
    mark = reducer_mark(domain)
    if mark is None or not len(index):
        return None
    standing = history.standing(len(index))
    document = shown(domain, standing.state)
    again = restored(domain, document)
    if again is None or not equal(again[0], standing.state):
        return None
    basis = Basis(
        domain=domain.name,
        reducer=mark,
        events=len(index),
        position=int(index.positions[-1]),
        deleted=_deleted(index, len(index)),
        failure=standing.failed,
    )
    return Snapshot(index.stream, int(index.versions[-1]), document, None, basis)


def resumed(domain: Domain[S], index: StreamIndex, snapshots: Iterable[Snapshot]) -> tuple[Resumed[S], ...]:
    """Where a replay may be resumed: at the snapshots that this reducer made of just these events, by their order."""
    mark = reducer_mark(domain)
    if mark is None:
        return ()
    return tuple(sorted(_resumed(domain, index, snapshots, mark), key=lambda one: one.ordinal))


def _resumed(domain: Domain[S], index: StreamIndex, snapshots: Iterable[Snapshot], mark: str) -> Iterator[Resumed[S]]:
    for snapshot in snapshots:
        basis = snapshot.basis
        if basis is None or (basis.domain, basis.reducer) != (domain.name, mark) or not _holds(basis, snapshot, index):
            continue
        if isinstance(snapshot.state, Undecodable):
            continue
        state = restored(domain, snapshot.state)
        if state is not None and shown(domain, state[0]) == snapshot.state:
            yield Resumed(basis.events, Standing(state[0], basis.failure))


def _holds(basis: Basis, snapshot: Snapshot, index: StreamIndex) -> bool:
    """Whether the events up to a snapshot are those it was folded from, the same of them soft-deleted."""
    ordinal = index.ordinal_of(snapshot.version)
    if ordinal is None or ordinal != basis.events:
        return False
    return int(index.positions[ordinal - 1]) == basis.position and _deleted(index, ordinal) == basis.deleted


def _deleted(index: StreamIndex, ordinal: int) -> tuple[int, ...]:
    return tuple(index.versions[:ordinal][index.deleted[:ordinal]].tolist())


def restored(domain: Domain[S], document: Json) -> tuple[S] | None:
    """The state that a domain makes of what it shows; None where it makes none of this."""
    if domain.restore is None:
        return None
    try:
        return (domain.restore(document),)
    except Exception:  # noqa: BLE001 - the border to the domain's code: what it cannot restore is folded
        return None
