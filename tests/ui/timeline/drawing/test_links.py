"""The arcs between compensating events and what they make up for."""

from __future__ import annotations

import pytest

from leftfold.model.links import Link
from leftfold.ui.document import Document
from leftfold.ui.links import Links
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme
from leftfold.ui.timeline.drawing.links import DEPTH, draw_links
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.rows import RULER
from leftfold.ui.timeline.viewport import Window
from tests.ui.timeline.drawing.frames import counted, drawn, framed
from tests.ui.timeline.made import made_index, show_made


@pytest.fixture
def hundred(model: TimelineModel, document: Document) -> TimelineModel:
    """A stream of a hundred events, of which one makes up for another."""
    show_made(document, made_index(100))
    model.mark_links(Links(frozenset({Link(60, 20)})))
    return model


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_both_ends_are_marked_and_joined_below_the_ruler(hundred: TimelineModel, theme: Theme) -> None:
    frame = framed(hundred, theme=theme)
    image = drawn(draw_links, frame)
    for ordinal in (20, 60):
        point = frame.projection.point_at(ordinal)
        assert counted(image, theme.accent, left=point - 6, right=point + 6) > 0
    between = [frame.projection.point_at(ordinal) for ordinal in (25, 55)]
    below = range(int(RULER), int(RULER + DEPTH))
    assert any(image.pixelColor(x, y).alpha() for x in range(*map(int, between)) for y in below)
    assert counted(image, theme.accent, top=RULER + int(DEPTH)) == 0
    assert counted(image, theme.accent, left=frame.projection.point_at(65)) == 0


def test_one_whose_ends_are_out_of_sight_is_not_drawn(hundred: TimelineModel) -> None:
    image = drawn(draw_links, framed(hundred, window=Window(30, 50)))
    assert not any(image.pixelColor(x, y).alpha() for x in range(0, image.width(), 3) for y in range(0, 60, 2))


def test_without_links_nothing_is_drawn(hundred: TimelineModel) -> None:
    hundred.mark_links(Links())
    assert counted(drawn(draw_links, framed(hundred)), LIGHT.accent) == 0
