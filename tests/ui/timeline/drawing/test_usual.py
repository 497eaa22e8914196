"""The band of what is usual is drawn where it lies, and the scale has room for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from leftfold.diagnose.cohort import FEWEST, Band, band_of
from leftfold.ui.document import Document
from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.tracks import scale_of
from leftfold.ui.timeline.drawing.usual import draw_usual
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.usual import Usual, usual_of
from tests.ui.timeline.drawing.frames import drawn, framed
from tests.ui.timeline.made import made_chunk, made_index, show_made

LENGTH = 40


def _of(band: Band) -> Usual:
    return usual_of(band.low, band.median, band.high)


@pytest.fixture
def usual(model: TimelineModel, document: Document) -> TimelineModel:
    """A first track at 10, where 20 to 30 is usual up to the 20th event; of the second nothing is known."""
    show_made(document, made_index(LENGTH))
    rows = np.array([np.full(LENGTH, 10.0), np.full(LENGTH, 1.0)])
    document.surveyed.emit(replace(made_chunk(1, LENGTH), tracks=rows))
    courses = [np.full(20, value) for value in np.linspace(19.0, 31.0, 2 * FEWEST + 1)]
    model.show_usual((_of(band_of(courses)), None))
    return model


def _inked(image: QImage, frame: Frame, ordinal: int) -> list[int]:
    x = round(frame.projection.point_at(ordinal)) + 3
    return [y for y in range(image.height()) if image.pixelColor(x, y).alpha()]


def test_the_scale_has_room_for_the_band(usual: TimelineModel) -> None:
    scale = scale_of(framed(usual), 0)
    assert scale.low == 10.0
    assert 29 < scale.high < 31
    usual.show_usual(())
    assert (scale_of(framed(usual), 0).low, scale_of(framed(usual), 0).high) == (10.0, 10.0)


def test_the_band_lies_where_it_is_usual_and_ends_where_that_is_not_known(usual: TimelineModel) -> None:
    frame = framed(usual)
    image, scale, row = drawn(draw_usual, frame), scale_of(frame, 0), frame.rows.tracks[0]
    ink = _inked(image, frame, 10)
    low, high = scale.height_of(np.array([20.2, 29.8])) + row.top
    assert abs(min(ink) - high) <= 3
    assert abs(max(ink) - low) <= 3
    assert _inked(image, frame, 30) == []
    assert all(y < frame.rows.tracks[1].top for y in ink)


def test_without_a_band_nothing_is_drawn(usual: TimelineModel) -> None:
    usual.show_usual(())
    frame = framed(usual)
    assert _inked(drawn(draw_usual, frame), frame, 10) == []
