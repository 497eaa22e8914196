"""A snapshot beside the replay, worked out off the GUI thread, and what is said of the two."""

from __future__ import annotations

from dataclasses import dataclass

from leftfold.model.diff import Change
from leftfold.model.event import Undecodable
from leftfold.model.json import Json
from leftfold.model.snapshot import Snapshot, maker
from leftfold.replay import narrative
from leftfold.replay.evidence import differences
from leftfold.replay.masking import masked_changes, masked_snapshot, masked_state
from leftfold.session import Replay
from leftfold.store.store import Store

_SHAPED = "It has a shape of its own: the same may only be told otherwise, so it stands beside the replay uncompared."
_EVIDENCE = "A snapshot is evidence of what the state was thought to be; the events are the truth."


@dataclass(frozen=True, slots=True)
class Beside:
    """A snapshot, and what the stored events give at its version."""

    snapshot: Snapshot
    replayed: Json
    changes: tuple[Change, ...] | None
    """From the snapshot to the replay; None where the two cannot be compared."""

    @property
    def title(self) -> str:
        """Whose snapshot it is, of which version."""
        return f"Snapshot of {maker(is_ours=self.snapshot.is_ours)} at version {self.snapshot.version:,}"

    @property
    def verdict(self) -> str:
        """How the two stand to each other, in a sentence."""
        if isinstance(self.snapshot.state, Undecodable):
            return "What it holds cannot be read, so it cannot be compared with the replay."
        if self.changes is None:
            return f"{_SHAPED} {_EVIDENCE}"
        if not self.changes:
            return "The same as the replay."
        count = len(self.changes)
        differ = "1 value differs" if count == 1 else f"{count:,} values differ"
        return f"{differ} from the replay. {_EVIDENCE}"


def beside(store: Store, replay: Replay, ordinal: int) -> Beside | None:
    """The snapshot after an event beside the replay; None where it is gone by now."""
    snapshot = store.snapshot(replay.stream, int(replay.index.versions[ordinal - 1]))
    if snapshot is None:
        return None
    state = replay.history.standing(ordinal).state
    changes = differences(replay.domain, snapshot, state)
    return Beside(
        masked_snapshot(replay.domain, snapshot),
        masked_state(replay.domain, narrative.shown(replay.domain, state)),
        changes and masked_changes(replay.domain, changes),
    )
