"""What a snapshot says beside the replay: evidence of what the state was thought to be, and not the truth."""

from __future__ import annotations

from typing import TypeVar

from leftfold.domain.definition import Domain
from leftfold.model.diff import Change, diff
from leftfold.model.event import Undecodable
from leftfold.model.snapshot import Snapshot
from leftfold.replay.narrative import shown
from leftfold.replay.resuming import restored

S = TypeVar("S")


def differences(domain: Domain[S], snapshot: Snapshot, state: S) -> tuple[Change, ...] | None:
    """What is different in the replayed state after the same event, from the snapshot to it.

    None where the two cannot be compared: the application has a shape of its own for what the domain shows otherwise.
    """
    document = snapshot.state
    if isinstance(document, Undecodable):
        return None
    if snapshot.basis is None or snapshot.basis.domain != domain.name:
        known = restored(domain, document)
        if known is None or shown(domain, known[0]) != document:
            return None
    return diff(document, shown(domain, state))
