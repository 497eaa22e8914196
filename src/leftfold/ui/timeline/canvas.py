"""The picture of the timeline: layers that are kept, and over them, drawn by the strip, what moves with the cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from leftfold.ui.clock import Clock
from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.drawing.backdrop import draw_backdrop
from leftfold.ui.timeline.drawing.bookmarks import LENGTH, draw_bookmarks
from leftfold.ui.timeline.drawing.cursor import draw_cursor, hair_strip, strip_of
from leftfold.ui.timeline.drawing.frame import Frame, Marked, ticks_of, zone_of
from leftfold.ui.timeline.drawing.gutter import draw_gutter, draw_readings
from leftfold.ui.timeline.drawing.lanes import draw_lanes
from leftfold.ui.timeline.drawing.layer import Layer
from leftfold.ui.timeline.drawing.links import DEPTH as ARCS
from leftfold.ui.timeline.drawing.links import draw_links
from leftfold.ui.timeline.drawing.ruler import draw_ruler
from leftfold.ui.timeline.drawing.snapshots import DEPTH, draw_legend, draw_snapshots
from leftfold.ui.timeline.drawing.tracks import draw_tracks
from leftfold.ui.timeline.drawing.usual import draw_usual
from leftfold.ui.timeline.layered import LayeredView
from leftfold.ui.timeline.projection import project
from leftfold.ui.timeline.rows import GUTTER, RULER, lay_rows
from leftfold.ui.timeline.viewing import Viewing

_LEAST: Final = (GUTTER + 160, 150)


class Canvas(LayeredView):
    """Draws what the model knows of the window that is looked at."""

    def __init__(self, viewing: Viewing, selection: Selection, themes: Themes, clock: Clock) -> None:
        self._under = [Layer(0, draw_backdrop), Layer(1, draw_usual), Layer(2, draw_tracks), Layer(3, draw_lanes)]
        self._gutter = Layer(4, draw_gutter)
        self._hanging = Layer(3, _draw_hanging)
        super().__init__((*self._under, self._hanging, self._gutter))
        self.viewing = viewing
        self.selection = selection
        self._model = viewing.model
        self._themes = themes
        self._clock = clock
        self._watched: Marked | None = None
        self._hits: Marked | None = None
        self.setMinimumSize(*_LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.frame = self._framed()
        self.reshaped.connect(self.redraw)
        viewing.changed.connect(self._look)
        self._model.changed.connect(self.redraw)
        self._model.grown.connect(self.redraw)
        selection.ordinal_changed.connect(self._move_cursor)
        themes.changed.connect(self.redraw)
        clock.changed.connect(self.redraw)

    def watch(self, watched: Marked | None) -> None:
        """Show where the watched field changes, or no such row."""
        self._watched = watched
        self.redraw()

    def mark_hits(self, hits: Marked | None) -> None:
        """Show where the breakpoints hit, or no such row."""
        self._hits = hits
        self.redraw()

    def hover(self, point: float | None) -> None:
        """Show a hair under the pointer, or none."""
        if point != self.frame.hover:
            before, self.frame = self.frame, replace(self.frame, hover=point)
            self.draw_anew(hair_strip(before), hair_strip(self.frame))

    def redraw(self) -> None:
        """Draw everything anew."""
        self._look()
        self.setBackground(self._themes.current.surface)
        self._gutter.show_frame(self.frame, self._beside())

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        for draw, place in (
            (draw_ruler, QRectF(0, 0, self.width(), RULER)),
            (draw_legend, QRectF(0, 0, GUTTER, RULER)),
            (draw_readings, self._beside()),
            (draw_cursor, self.whole()),
        ):
            if place.intersects(QRectF(rect)):
                painter.save()
                draw(painter, self.frame, place)
                painter.restore()

    def _look(self) -> None:
        """Draw anew what another window shows otherwise."""
        self.frame = self._framed()
        # The ruler is drawn by itself, with each step: nothing is to be put together there only to be painted over.
        below = QRectF(GUTTER, RULER, self.width() - GUTTER, self.height() - RULER)
        for layer in self._under:
            layer.show_frame(self.frame, below)
        depth = ARCS if len(self._model.arcs) else max(DEPTH, LENGTH)
        self._hanging.show_frame(self.frame, QRectF(GUTTER, RULER, self.width() - GUTTER, depth))
        self.draw_anew(self.whole())

    def _move_cursor(self) -> None:
        before, self.frame = self.frame, replace(self.frame, ordinal=self._ordinal())
        # The ruler makes room for the cursor's flag.
        ruler = QRectF(GUTTER, 0, self.width() - GUTTER, RULER)
        self.draw_anew(ruler, self._beside(), strip_of(before), strip_of(self.frame))

    def _framed(self) -> Frame:
        model, watched = self._model, self._watched
        types, tracks = len(model.index.type_names), len(model.tracks)
        marks = {"watched": watched is not None, "hits": self._hits is not None}
        rows = lay_rows(self.height(), tracks=tracks, types=types, **marks)
        model.set_most_lanes(max(1, len(rows.lanes)))
        width = max(1, self.width() - GUTTER)
        projection = project(model.axis, self.viewing.window, left=GUTTER, width=width, ratio=self.devicePixelRatioF())
        return Frame(
            model=model,
            projection=projection,
            rows=rows,
            theme=self._themes.current,
            ticks=ticks_of(model, projection, self._clock),
            zone=zone_of(model.axis, self._clock),
            ordinal=self._ordinal(),
            watched=watched,
            hits=self._hits,
        )

    def _ordinal(self) -> int:
        return min(self.selection.ordinal, self._model.axis.length)

    def _beside(self) -> QRectF:
        return QRectF(0, RULER, GUTTER, self.height() - RULER)


def _draw_hanging(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw what hangs from the ruler, on one layer: each takes memory of its own."""
    draw_links(painter, frame, place)
    draw_snapshots(painter, frame, place)
    draw_bookmarks(painter, frame, place)
