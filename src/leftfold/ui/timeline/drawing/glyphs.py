"""The shapes of the marks, so that none is told by its colour alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from leftfold.ui.theme.tokens import Theme
from leftfold.ui.timeline.marking import Kind

HALF: Final = 5.5
"""Half the side of a mark, in points."""


def draw_mark(painter: QPainter, kind: Kind, center: QPointF, theme: Theme, *, half: float = HALF) -> None:
    """A mark around a point: a cross, a diamond, a triangle or an octagon, on a ground of its own."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(center)
    _DRAWN[kind](painter, half, theme)
    painter.restore()


def _deleted(painter: QPainter, half: float, theme: Theme) -> None:
    _halo(painter, half, theme)
    _cross(painter, half * 0.72, theme.deleted)


def _proposed(painter: QPainter, half: float, theme: Theme) -> None:
    _diamond(painter, half, theme, filled=True)


def _proposed_deletion(painter: QPainter, half: float, theme: Theme) -> None:
    _diamond(painter, half + 1, theme, filled=False)
    _cross(painter, half * 0.38, theme.draft)


def _broken(painter: QPainter, half: float, theme: Theme) -> None:
    side = half + 0.5
    corners = [QPointF(0, -side), QPointF(side, side * 0.8), QPointF(-side, side * 0.8)]
    _filled(painter, QPolygonF(corners), theme.warning, theme)
    _exclamation(painter, half * 0.9, QPointF(0, half * 0.12), theme)


def _failed(painter: QPainter, half: float, theme: Theme) -> None:
    cut = half * 0.42
    corners = [
        QPointF(x, y)
        for x, y in (
            (-cut, -half),
            (cut, -half),
            (half, -cut),
            (half, cut),
            (cut, half),
            (-cut, half),
            (-half, cut),
            (-half, -cut),
        )
    ]
    _filled(painter, QPolygonF(corners), theme.danger, theme)
    _exclamation(painter, half, QPointF(0, 0), theme)


def _halo(painter: QPainter, half: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(QPointF(0, 0), half, half)


def _cross(painter: QPainter, half: float, color: str) -> None:
    painter.setPen(QPen(QColor(color), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(-half, -half), QPointF(half, half))
    painter.drawLine(QPointF(-half, half), QPointF(half, -half))


def _diamond(painter: QPainter, half: float, theme: Theme, *, filled: bool) -> None:
    corners = [QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)]
    painter.setPen(QPen(QColor(theme.draft), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, _MITER))
    painter.setBrush(QColor(theme.draft_back if filled else theme.surface))
    painter.drawPolygon(QPolygonF(corners))


def _filled(painter: QPainter, shape: QPolygonF, color: str, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.surface), 1.5))
    painter.setBrush(QColor(color))
    painter.drawPolygon(shape)


def _exclamation(painter: QPainter, half: float, middle: QPointF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.surface))
    painter.translate(middle)
    painter.drawRect(QRectF(-0.8, -half * 0.55, 1.6, half * 0.65))
    painter.drawRect(QRectF(-0.8, half * 0.3, 1.6, 1.6))


_MITER: Final = Qt.PenJoinStyle.MiterJoin
_DRAWN: Final[Mapping[Kind, Callable[[QPainter, float, Theme], None]]] = {
    Kind.DELETED: _deleted,
    Kind.PROPOSED: _proposed,
    Kind.PROPOSED_DELETION: _proposed_deletion,
    Kind.BROKEN: _broken,
    Kind.FAILED: _failed,
}
