"""Which rows the timeline has room for, and how high each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GUTTER: Final = 164
"""Width of the names beside the rows: `Activity completed` and a count."""
RULER: Final = 36
"""Two lines of small text and the ticks."""
_TRACK: Final = 34
"""The least height of a track that still shows a course."""
_TALLEST_TRACK: Final = 132
_LANE: Final = 19
_TALLEST_LANE: Final = 30
_FEWEST_LANES: Final = 3
"""Lanes that tracks leave room for."""
_GAP: Final = 6
"""Between the tracks and the lanes, and at the bottom."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the height, in points."""

    top: int
    height: int

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.top + self.height

    def __contains__(self, y: float) -> bool:
        return self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows from the top: the tracks, the breakpoints, the watched field, the lanes."""

    tracks: tuple[Row, ...]
    hits: Row | None
    watched: Row | None
    lanes: tuple[Row, ...]

    @property
    def bottom(self) -> int:
        """Where the last row ends."""
        last = [*self.tracks, *(row for row in (self.hits, self.watched) if row), *self.lanes]
        return max((row.bottom for row in last), default=RULER)

    def lane_at(self, y: float) -> int | None:
        """The place of the lane at a height."""
        return next((place for place, row in enumerate(self.lanes) if y in row), None)

    def track_at(self, y: float) -> int | None:
        """The place of the track at a height."""
        return next((place for place, row in enumerate(self.tracks) if y in row), None)


def lay_rows(height: int, *, tracks: int, types: int, watched: bool, hits: bool = False) -> Rows:
    """The rows of a timeline so high: as many lanes as there are types or have room, the tracks sharing the rest."""
    room = height - RULER - 2 * _GAP - _LANE * (watched + hits)
    kept = min(tracks, max(1, (room - min(types, _FEWEST_LANES) * _LANE) // _TRACK)) if tracks else 0
    fitting = max(min(types, _FEWEST_LANES), (room - kept * _TRACK) // _LANE)
    lanes = min(types, fitting)
    spare = max(0, room - kept * _TRACK - lanes * _LANE)
    track = min(_TALLEST_TRACK, _TRACK + spare // kept) if kept else 0
    spare = max(0, room - kept * track - lanes * _LANE)
    # The rows of marks are as high as the lanes.
    lane = min(_TALLEST_LANE, _LANE + spare // (lanes + watched + hits)) if lanes else 0
    top = RULER + _GAP
    track_rows = _stacked(top, track, kept)
    top += kept * track + (_GAP if kept else 0)
    hit = Row(top, lane or _LANE) if hits else None
    top = hit.bottom if hit else top
    own = Row(top, lane or _LANE) if watched else None
    top = own.bottom if own else top
    return Rows(track_rows, hit, own, _stacked(top, lane, lanes))


def _stacked(top: int, height: int, count: int) -> tuple[Row, ...]:
    return tuple(Row(top + place * height, height) for place in range(count))
