"""The findings of the shown stream, by the events they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from leftfold.model.finding import Finding, FindingKind
from leftfold.model.index import Ints, StreamIndex

_SURVEYED: Final = (FindingKind.FAILED, FindingKind.INVARIANT)
"""What the survey tells of, with marks and counts of its own; where it does, no more are made."""
_NONE: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Findings with the ordinals of their events."""

    findings: tuple[Finding, ...]
    ordinals: Ints
    """For each the ordinal of its event, ascending."""
    apart: Ints
    """The ordinals of those that no survey tells of, ascending, each once."""
    more: bool = False
    """Whether there are more than are listed."""

    def sentences_at(self, ordinal: int) -> tuple[str, ...]:
        """What is found at an event besides what the survey tells."""
        first, last = np.searchsorted(self.ordinals, (ordinal, ordinal + 1)).tolist()
        return tuple(one.sentence for one in self.findings[first:last] if one.kind not in _SURVEYED)

    def __len__(self) -> int:
        return len(self.findings)


NO_FINDINGS: Final = Found((), _NONE, _NONE)
"""Those of a stream that has none, or that was not looked through yet."""


def placed(index: StreamIndex, findings: Iterable[Finding], *, more: bool = False) -> Found:
    """The findings by a stream's events."""
    told = tuple(findings)
    ordinals = np.fromiter((index.ordinal_at(one.version) for one in told), np.int64, len(told))
    apart = {int(ordinal) for one, ordinal in zip(told, ordinals, strict=True) if one.kind not in _SURVEYED}
    return Found(told, ordinals, np.array(sorted(apart), np.int64), more)
