"""What surveys have told of a stream so far."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from leftfold.model.index import Ints
from leftfold.replay.survey import Breach, Mark, Numbers, SurveyChunk
from leftfold.ui.timeline.column import Column
from leftfold.ui.timeline.pyramid import Pyramid


class Surveyed:
    """Tracks, failures and breaches of the first so many events."""

    def __init__(self, tracks: int) -> None:
        self.tracks = tuple(Pyramid() for _track in range(tracks))
        """Values by ordinal; before the first event there is none."""
        self.failed = Column(np.int64)
        """The ordinals of the failed events, ascending."""
        self.broken = Column(np.int64)
        """The ordinals of the events at which an invariant began to be broken, ascending."""
        self.breaches: tuple[Breach, ...] = ()
        self.known = 0
        """How many events were surveyed."""
        for track in self.tracks:
            track.extend(np.array([np.nan]))

    def take(self, chunk: SurveyChunk, *, until: int | None = None) -> None:
        """Add what a chunk tells of the events after those known, up to one; what is known already stays."""
        skip, stop = self.known + 1 - chunk.first, len(chunk) if until is None else until + 1 - chunk.first
        if skip < 0 or stop <= skip:
            return
        for track, values in zip(self.tracks, chunk.tracks, strict=True):
            track.extend(values[skip:stop])
        failed: Ints = np.flatnonzero(chunk.marks[skip:stop] == Mark.FAILED) + chunk.first + skip
        self.failed.extend(failed)
        last = chunk.first + stop - 1
        self._break(breach for breach in chunk.breaches if self.known < breach.ordinal <= last)
        self.known = min(last, chunk.first + len(chunk) - 1)

    def until(self, known: int) -> Surveyed:
        """What was told of the first so many events, on its own."""
        part = Surveyed(0)
        part.tracks = tuple(track.first(known + 1) for track in self.tracks)
        part.failed = self.failed.first(int(np.searchsorted(self.failed.values, known, side="right")))
        part._break(breach for breach in self.breaches if breach.ordinal <= known)
        part.known = min(known, self.known)
        return part

    def sentences_at(self, ordinal: int) -> tuple[str, ...]:
        """What began to be wrong at an event."""
        if not np.isin(ordinal, self.broken.values):
            return ()
        return tuple(breach.sentence for breach in self.breaches if breach.ordinal == ordinal)

    def value(self, track: int, ordinal: int) -> float | None:
        """The value of a track after so many events; None where there is none, or it is not known yet."""
        values: Numbers = self.tracks[track].values
        found = float(values[ordinal]) if ordinal < len(values) else np.nan
        return None if np.isnan(found) else found

    def _break(self, breaches: Iterable[Breach]) -> None:
        new = tuple(breaches)
        if new:
            self.breaches += new
            self.broken.extend(np.unique(np.array([breach.ordinal for breach in new], np.int64)))
