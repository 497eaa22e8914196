"""Lines, bars and histograms as rows and columns of pixels: what is drawn costs what is seen, however much there is."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from leftfold.model.index import Ints
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.projection import Projection

Opacity: TypeAlias = npt.NDArray[np.uint8]
"""Of each pixel, row by row: 0 is clear, 255 covers."""
Pixels: TypeAlias = npt.NDArray[np.uint32]
"""Of each pixel, row by row: opacity, red, green, blue."""
Mask: TypeAlias = npt.NDArray[np.bool_]

SOLID: Final = 255
_FAINTEST: Final = 130
"""The opacity of a column with one event beside columns with very many: still seen on any ground."""


def lines(top: Numbers, bottom: Numbers, height: int) -> Opacity:
    """A column of ink from a height to a lower one in each column, with soft ends; none where either is NaN."""
    rows = np.arange(height)[:, None]
    covered = np.minimum(rows + 1, bottom) - np.maximum(rows, top)
    ink: Opacity = (np.nan_to_num(np.clip(covered, 0, 1)) * SOLID).astype(np.uint8)
    return ink


def thickened(low: Numbers, high: Numbers, by: float) -> tuple[Numbers, Numbers]:
    """The top and bottom of lines so thick around the stretches between `low` and `high`, heights from the top."""
    return np.fmin(low, high) - by / 2, np.fmax(low, high) + by / 2


def widened(top: Numbers, bottom: Numbers, by: int) -> tuple[Numbers, Numbers]:
    """The lines with each reaching so many columns further left, so that rises are as thick as level stretches."""
    for _column in range(by):
        top = np.fmin(top, np.append(top[1:], np.nan))
        bottom = np.fmax(bottom, np.append(bottom[1:], np.nan))
    return top, bottom


def bars(projection: Projection, ordinals: Ints, wide: float) -> Opacity:
    """One row of pixels with a bar so wide at each event, in pixels; the more events share a pixel, the stronger."""
    places = np.searchsorted(ordinals, projection.edges, side="right")
    first = max(0, int(places[0]) - 1)
    visible = ordinals[first : int(places[-1]) + 1]
    if 2 * wide * len(visible) <= projection.columns or projection.events * wide <= projection.columns:
        return _bars_at(projection.pixels_of(visible), projection.columns, wide)
    counts = np.diff(places)
    most = max(1, int(counts.max(initial=0)))
    strength = _FAINTEST + (SOLID - _FAINTEST) * np.sqrt(counts / most)
    return np.where(counts > 0, strength, 0).astype(np.uint8)


def _bars_at(pixels: Numbers, columns: int, wide: float) -> Opacity:
    whole = max(1, round(wide))
    starts = np.floor(pixels - whole / 2 + 0.5).astype(np.int64)
    rises = np.zeros(columns + 1, np.int64)
    np.add.at(rises, np.clip(starts, 0, columns), 1)
    np.add.at(rises, np.clip(starts + whole, 0, columns), -1)
    covered: Mask = np.cumsum(rises[:-1]) > 0
    return covered.astype(np.uint8) * np.uint8(SOLID)


def histogram(counts: npt.NDArray[np.int64], height: int) -> npt.NDArray[np.int8]:
    """For each pixel of a stacked histogram which of the rows of counts lies there, from the bottom; -1 for none.

    `counts` has a row a part and a column of it for each column of pixels.
    """
    heights = np.cumsum(counts, axis=0)
    most = max(1, int(heights.max(initial=0)))
    # At least one pixel for a column with any event.
    tops = -(-heights * height // most)
    level = np.arange(height, 0, -1)[:, None]
    part: npt.NDArray[np.int8] = np.full((height, counts.shape[1]), -1, np.int8)
    for place in range(len(tops) - 1, -1, -1):
        part[level <= tops[place]] = place
    return part


def colored(opacity: Opacity, color: int | Pixels) -> Pixels:
    """The pixels of a colour, or of one colour a column, each as `0xrrggbb`."""
    return (opacity.astype(np.uint32) << np.uint32(24)) | np.asarray(color, np.uint32)


def over(below: Pixels, above: Pixels) -> Pixels:
    """The one where it has any ink, else the other."""
    return np.where(above >> np.uint32(24) > 0, above, below)
