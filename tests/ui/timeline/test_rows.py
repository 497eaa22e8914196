"""Rows share the height there is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.timeline.rows import RULER, lay_rows


@given(st.integers(150, 1500), st.integers(0, 8), st.integers(0, 200), st.integers(0, 3))
def test_rows_are_in_order_and_within_the_height(height: int, tracks: int, types: int, marks: int) -> None:
    watched, hits = bool(marks & 1), bool(marks & 2)
    rows = lay_rows(height, tracks=tracks, types=types, watched=watched, hits=hits)
    together = [*rows.tracks, *(row for row in (rows.hits, rows.watched) if row), *rows.lanes]
    assert all(row.height > 0 for row in together)
    for row, below in pairwise(together):
        assert row.bottom <= below.top
    assert len(rows.tracks) <= tracks
    assert len(rows.lanes) <= types
    assert bool(rows.lanes) == bool(types)
    assert bool(rows.tracks) == bool(tracks)
    assert (rows.watched is not None, rows.hits is not None) == (watched, hits)
    if height >= 240:
        assert rows.bottom <= height


def test_with_room_every_track_and_type_has_its_row() -> None:
    rows = lay_rows(600, tracks=3, types=9, watched=True)
    assert len(rows.tracks) == 3
    assert len(rows.lanes) == 9
    assert rows.watched is not None
    assert rows.watched.bottom == rows.lanes[0].top


def test_with_little_room_tracks_leave_some_lanes() -> None:
    rows = lay_rows(230, tracks=6, types=40, watched=False)
    assert len(rows.lanes) >= 3
    assert 1 <= len(rows.tracks) < 6


def test_a_row_is_found_by_height() -> None:
    rows = lay_rows(400, tracks=2, types=4, watched=False)
    assert rows.track_at(rows.tracks[1].top) == 1
    assert rows.lane_at(rows.lanes[3].bottom - 1) == 3
    assert rows.lane_at(rows.tracks[0].top) is None
    assert rows.track_at(0) is None


def test_nothing_has_no_rows_below_the_ruler() -> None:
    assert lay_rows(300, tracks=0, types=0, watched=False).bottom == RULER
