"""Ribbons hang from the ruler where events are bookmarked."""

from __future__ import annotations

import numpy as np
import pytest

from leftfold.ui.bookmarks import Marks
from leftfold.ui.document import Document
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme
from leftfold.ui.timeline.drawing.bookmarks import LENGTH, draw_bookmarks
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.rows import RULER
from leftfold.ui.timeline.words import marks_text
from tests.ui.timeline.drawing.frames import counted, drawn, framed
from tests.ui.timeline.made import made_index, show_made


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_bookmark_has_its_ribbon_and_its_words(model: TimelineModel, document: Document, theme: Theme) -> None:
    show_made(document, made_index(100))
    assert counted(drawn(draw_bookmarks, framed(model, theme=theme)), theme.accent) == 0
    model.mark_bookmarks(Marks(np.array([20, 80], np.int64), ("why", "")))
    frame = framed(model, theme=theme)
    image = drawn(draw_bookmarks, frame)
    for ordinal in (20, 80):
        point = frame.projection.point_at(ordinal)
        assert counted(image, theme.accent, left=point - 4, right=point + 4, top=RULER) > 20
    assert counted(image, theme.accent, left=frame.projection.point_at(40), right=frame.projection.point_at(60)) == 0
    assert counted(image, theme.accent, top=RULER + LENGTH) == 0
    assert marks_text(model, 20) == ("Bookmark: why",)
