"""What list, timeline and inspector show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from leftfold.draft.overlay import WhatIf
from leftfold.model.index import StreamIndex
from leftfold.replay.history import History
from leftfold.session import Replay


@dataclass(frozen=True, slots=True)
class Shown:
    """The stored replay, or the replay as the draft would leave it."""

    replay: Replay
    what_if: WhatIf[Any] | None = None
    index: StreamIndex = field(init=False)
    """The index of the shown events, draft events included."""

    def __post_init__(self) -> None:
        stored = self.replay.index
        object.__setattr__(self, "index", self.what_if.on(stored) if self.what_if else stored)

    @property
    def history(self) -> History[Any]:
        """The history of the shown events."""
        return self.what_if.history if self.what_if else self.replay.history

    def shared_with(self, replay: Replay) -> int:
        """So many events at the beginning are the same in a replay that is to be shown next."""
        if self.replay.lineage is not replay.lineage:
            return 0
        return len(self.replay.index) if self.what_if is None else self.what_if.unchanged
