"""Every layer is drawn of every stream: of nothing, of one event, of very many; near and far, by version and time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage

from leftfold.ui.document import Document
from leftfold.ui.theme.tokens import DARK, LIGHT
from leftfold.ui.timeline.drawing.backdrop import draw_backdrop, folds_in
from leftfold.ui.timeline.drawing.cursor import draw_cursor
from leftfold.ui.timeline.drawing.frame import Marked
from leftfold.ui.timeline.drawing.gutter import draw_gutter, draw_readings
from leftfold.ui.timeline.drawing.lanes import bar_width, draw_lanes
from leftfold.ui.timeline.drawing.layer import Draw, image_of
from leftfold.ui.timeline.drawing.overview import draw_brush, draw_overview
from leftfold.ui.timeline.drawing.ruler import draw_ruler
from leftfold.ui.timeline.drawing.tracks import draw_tracks
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.rows import RULER, lay_rows
from leftfold.ui.timeline.viewport import Window
from tests.ui.timeline.drawing.frames import HEIGHT, counted, drawn, framed
from tests.ui.timeline.made import made_chunk, made_index, show_made

MILLION = 1_000_000
LAYERS: list[Draw] = [
    draw_backdrop,
    draw_tracks,
    draw_lanes,
    draw_ruler,
    draw_gutter,
    draw_readings,
    draw_cursor,
    draw_overview,
]


def _show(document: Document, length: int) -> None:
    gone = tuple(range(7, length + 1, 5000))
    show_made(document, made_index(length, deleted=gone))
    if length:
        document.surveyed.emit(made_chunk(1, length, failed=(length,), broken=(1,)))


@pytest.mark.parametrize("by_time", [False, True])
@pytest.mark.parametrize("length", [0, 1, 2, 100, MILLION])
def test_every_layer_of_every_stream(model: TimelineModel, document: Document, length: int, *, by_time: bool) -> None:
    _show(document, length)
    model.set_by_time(by_time=by_time)
    whole = model.axis.bounds.whole
    near = model.axis.bounds.fitted(Window(whole.middle, whole.middle + whole.span / 1000))
    watched = Marked("count", np.arange(1, length + 1, 3))
    for window in (whole, near):
        for theme in (LIGHT, DARK):
            frame = framed(model, window=window, ordinal=length // 2, theme=theme, watched=watched)
            rows = lay_rows(
                HEIGHT, tracks=len(model.tracks), types=len(model.index.type_names), watched=True, hits=True
            )
            frame = replace(frame, hits=watched, rows=rows)
            for draw in LAYERS:
                image = drawn(draw, replace(frame, hover=400.0))
                assert _has_ink(image) or not length or draw in (draw_backdrop, draw_tracks, draw_lanes)


def _has_ink(image: QImage) -> bool:
    return any(image.pixelColor(x, y).alpha() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


def test_folds_are_shaded_and_of_those_too_near_the_longest_is_told(model: TimelineModel, document: Document) -> None:
    _show(document, 100)
    model.set_by_time(by_time=True)
    frame = framed(model)
    folds = folds_in(frame, apart=3)
    assert [round(idle / 3.6e9) for _left, _right, idle in folds] == [24] * 4
    left, right, _idle = folds[1]
    shaded = counted(drawn(draw_backdrop, frame), LIGHT.sunken, left=left, right=right)
    assert shaded > (right - left - 2) * 0.8 * (frame.rows.bottom - RULER - 5)
    _show(document, MILLION)
    dense = folds_in(framed(model), apart=12)
    assert len(dense) <= 800 / 12


def test_the_ruler_gives_way_to_the_cursor_s_flag(model: TimelineModel, document: Document) -> None:
    _show(document, 100)
    frame = framed(model, ordinal=40)
    tick = next(tick for tick in frame.ticks if tick.label == "40")
    point = frame.projection.point_of(tick.position)
    pictures = [drawn(draw_ruler, replace(frame, ordinal=ordinal), height=RULER) for ordinal in (10, 40)]
    room = 15 * (RULER - 15)
    plain = [counted(picture, LIGHT.surface, left=point + 3, right=point + 18, top=15) for picture in pictures]
    assert plain[0] < plain[1] == room - 15, "but for the ruler's line there is nothing where the label was"


def test_the_cursor_stands_at_its_event_with_its_values(model: TimelineModel, document: Document) -> None:
    _show(document, 100)
    frame = framed(model, ordinal=50)
    image = drawn(draw_cursor, frame)
    point = round(frame.projection.point_at(50))
    assert counted(image, LIGHT.accent, left=point - 1, right=point + 1, top=RULER) > HEIGHT / 2
    assert counted(image, LIGHT.tracks[0], left=point - 5, right=point + 5) > 10
    away = drawn(draw_cursor, replace(frame, projection=framed(model, window=Window(70, 90)).projection))
    assert not _has_ink(away)


def test_the_lane_of_the_cursor_is_named_strongly_and_the_names_stay(model: TimelineModel, document: Document) -> None:
    _show(document, 100)
    one, other = framed(model, ordinal=40), framed(model, ordinal=41)
    assert drawn(draw_gutter, one) == drawn(draw_gutter, other)
    assert drawn(draw_readings, one) != drawn(draw_readings, other)
    lanes, start = one.rows.lanes[0].top, framed(model)
    assert counted(drawn(draw_readings, one), LIGHT.surface, top=lanes) > 0
    assert counted(drawn(draw_readings, start), LIGHT.surface, top=lanes) == 0


def test_marks_stand_out_from_their_lanes(model: TimelineModel, document: Document) -> None:
    _show(document, 100)
    frame = framed(model)
    image = drawn(draw_lanes, frame)
    for color, ordinal in ((LIGHT.danger, 100), (LIGHT.warning, 1), (LIGHT.deleted, 7)):
        point = frame.projection.point_at(ordinal)
        assert counted(image, color, left=point - 7, right=point + 7) > 8


def test_bars_are_narrower_the_more_there_are(model: TimelineModel, document: Document) -> None:
    widths = []
    for length in (10, 200, MILLION):
        _show(document, length)
        widths.append(bar_width(framed(model)))
    assert widths == sorted(widths, reverse=True)
    assert (widths[0], widths[-1]) == (6.0, 2.0)


def test_the_window_on_the_map_is_clear_and_the_rest_is_veiled(model: TimelineModel, document: Document) -> None:
    _show(document, 100)
    frame = framed(model)
    image = drawn(lambda painter, frame, place: draw_brush(painter, frame, place, (300.0, 500.0)), frame, height=44)
    assert image.pixelColor(400, 30).alpha() == 0
    assert image.pixelColor(200, 30).alpha() == image.pixelColor(600, 30).alpha() > 100


def test_an_image_has_the_pixels_it_was_given() -> None:
    pixels = np.array([[0xFF102030, 0x00000000], [0xFF405060, 0x80FFFFFF]], np.uint32)
    image = image_of(pixels, 2.0)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (2, 2, 2.0)
    assert [image.pixel(x, y) for y in (0, 1) for x in (0, 1)] == pixels.ravel().tolist()
