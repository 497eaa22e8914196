"""The timeline of a case file as a picture in SVG, for where there is no window to take it from."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

import numpy as np

from leftfold.casefile.case_file import CaseFile
from leftfold.replay.survey import Numbers

_WIDTH: Final = 900
_HEIGHT: Final = 90
"""Points a track is high."""
_LEFT: Final = 130
"""Points for the names of the tracks."""
_MOST_POINTS: Final = 2_000
"""Points of a line: about two a pixel, which shows all that can be seen."""


def timeline_svg(case: CaseFile) -> str:
    """The domain's tracks over the events, a row each; empty where there is nothing to plot."""
    tracks = [(title, values) for title, values in case.tracks if np.isfinite(values).any()]
    if not tracks:
        return ""
    height = _HEIGHT * len(tracks)
    rows = (part for row, track in enumerate(tracks) for part in _track(row, *track))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="Timeline of {escape(case.title)}" font-family="sans-serif" font-size="12">{"".join(rows)}</svg>'
    )


def _track(row: int, title: str, values: Numbers) -> Iterator[str]:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    top = row * _HEIGHT
    yield f'<text x="0" y="{top + 20}">{escape(title)}</text>'
    yield f'<text x="0" y="{top + 38}" fill="#57606a">{low:g} to {high:g}</text>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(values, low, high, top))
    yield f'<polyline fill="none" stroke="#0b6bcb" stroke-width="1.5" points="{points}"/>'


def _points(values: Numbers, low: float, high: float, top: int) -> Iterator[tuple[float, float]]:
    """The corners of the steps that the values take."""
    known = np.flatnonzero(np.isfinite(values))
    if len(known) > _MOST_POINTS:
        known = known[np.linspace(0, len(known) - 1, _MOST_POINTS).astype(np.int64)]
    room, span = _HEIGHT - 24, (high - low) or 1.0
    wide = (_WIDTH - _LEFT - 4) / max(1, len(values))
    before: float | None = None
    for at in known.tolist():
        x, y = _LEFT + at * wide, top + 12 + room * (1 - (float(values[at]) - low) / span)
        if before is not None:
            yield x, before
        yield x, y
        before = y
    if before is not None:
        yield _LEFT + len(values) * wide, before
