"""What surveys have told of a stream so far."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from leftfold.model.index import Ints
from leftfold.replay.survey import Breach, Mark, SurveyChunk
from leftfold.ui.timeline.column import Column
from leftfold.ui.timeline.track import TrackValues


class Surveyed:
    """Tracks, failures and breaches of the first so many events."""

    def __init__(self, tracks: tuple[TrackValues, ...]) -> None:
        self.tracks = tracks
        self.failed = Column(np.int64)
        """The ordinals of the failed events, ascending."""
        self.broken = Column(np.int64)
        """The ordinals of the events at which an invariant began to be broken, ascending."""
        self.known = 0
        """How many events were surveyed."""
        self._breaches: list[Breach] = []

    def take(self, chunk: SurveyChunk, *, until: int | None = None) -> None:
        """Add what a chunk tells of the events after those known, up to one; what is known already stays."""
        last = chunk.first + len(chunk) - 1
        last = last if until is None else min(last, until)
        if not chunk.first <= self.known + 1 <= last:
            return
        new = slice(self.known + 1 - chunk.first, last + 1 - chunk.first)
        for track, values in zip(self.tracks, chunk.tracks, strict=True):
            track.extend(values[new])
        failed: Ints = np.flatnonzero(chunk.marks[new] == Mark.FAILED) + self.known + 1
        self.failed.extend(failed)
        self._break(breach for breach in chunk.breaches if self.known < breach.ordinal <= last)
        self.known = last

    def branch(self, known: int) -> Surveyed:
        """What was told of the first so many events, to go on otherwise."""
        branch = Surveyed(tuple(track.branch(known + 1) for track in self.tracks))
        branch.failed = self.failed.first(int(np.searchsorted(self.failed.values, known, side="right")))
        branch._break(breach for breach in self._breaches if breach.ordinal <= known)
        branch.known = min(known, self.known)
        return branch

    def sentences_at(self, ordinal: int) -> tuple[str, ...]:
        """What began to be wrong at an event."""
        if not np.isin(ordinal, self.broken.values):
            return ()
        return tuple(breach.sentence for breach in self._breaches if breach.ordinal == ordinal)

    def value(self, track: int, ordinal: int) -> float | None:
        """The value of a track after so many events; None where there is none, or it is not known yet."""
        values = self.tracks[track]
        found = values[ordinal] if ordinal < len(values) else np.nan
        return None if math.isnan(found) else found

    def _break(self, breaches: Iterable[Breach]) -> None:
        new = list(breaches)
        self._breaches += new
        # `np.unique` would import numpy's masked arrays, and hold the window up for 25 ms.
        self.broken.extend(np.array(sorted({breach.ordinal for breach in new}), np.int64))


def nothing_known(tracks: int, *, events: int = 0) -> Surveyed:
    """What is known of so many events before any survey: before the first event no track has a value."""
    surveyed = Surveyed(tuple(TrackValues(room=events + 1) for _track in range(tracks)))
    for track in surveyed.tracks:
        track.extend(np.array([np.nan]))
    return surveyed
