"""The timeline in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from leftfold.model.times import NO_TIME
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.words import cursor_text, place_text, time_of, tip_text
from tests.ui.timeline.made import begun_index, made_chunk, made_index, show_made

_CLOCK = Clock()


@pytest.fixture
def shown(model: TimelineModel, document: Document) -> TimelineModel:
    """A model of 60 events, two of them gone wrong."""
    index = made_index(60, deleted=(5,))
    show_made(document, replace(index, versions=index.versions + 10, type_names=("opened", "moved", "<b>&closed")))
    document.surveyed.emit(replace(made_chunk(1, 40, failed=(2,), broken=(3,)), tracks=np.ones((2, 40))))
    return model


_AT = "Wed 1 Jan 2025, 10"


@pytest.mark.parametrize(
    ("ordinal", "text"),
    [
        (0, "Before the first of 60 events"),
        (1, f"Event 1 of 60, version 11, Thing opened, {_AT}:00:00 UTC, count 1, rest 1"),
        (2, f"Event 2 of 60, version 12, Thing moved, {_AT}:01:00 UTC, count 1, rest 1, Could not be applied"),
        (3, f"Event 3 of 60, version 13, <b>&closed, {_AT}:02:00 UTC, count 1, rest 1, Too much at 3"),
        (5, f"Event 5 of 60, version 15, Thing opened, {_AT}:04:00 UTC, count 1, rest 1, Soft-deleted"),
        (60, "Event 60 of 60, version 70, Thing opened, Fri 3 Jan 2025, 10:57:00 UTC"),
    ],
)
def test_the_cursor_in_a_sentence(shown: TimelineModel, ordinal: int, text: str) -> None:
    assert cursor_text(shown, ordinal, _CLOCK) == text


def test_what_is_under_the_pointer(shown: TimelineModel) -> None:
    assert tip_text(shown, 0, _CLOCK) == "<b>Start</b><br>Before the first event"
    assert tip_text(shown, 3, _CLOCK) == (
        "<b>13</b>&nbsp; &lt;b&gt;&amp;closed<br>Wed&nbsp;1&nbsp;Jan&nbsp;2025,&nbsp;10:02:00&nbsp;UTC<br>Too much at 3"
    )


def test_an_event_without_a_time_has_none(shown: TimelineModel, document: Document) -> None:
    show_made(document, replace(made_index(2), times=np.array([NO_TIME, NO_TIME])))
    assert time_of(shown, 0) == time_of(shown, 2) == NO_TIME
    assert cursor_text(shown, 2, _CLOCK) == "Event 2 of 2, Thing moved"
    assert tip_text(shown, 2, _CLOCK) == "<b>2</b>&nbsp; Thing moved"


def test_a_place_is_short() -> None:
    assert place_text(57, 1_214_000) == "57 / 1,214,000"


def test_an_event_that_is_not_read_yet_says_so(model: TimelineModel, document: Document) -> None:
    show_made(document, begun_index(40))
    assert tip_text(model, 15, _CLOCK) == "<b>15</b>&nbsp; not read yet"
    assert cursor_text(model, 15, _CLOCK) == "Event 15 of 40, not read yet"
    assert time_of(model, 15) == NO_TIME


def test_a_snapshot_is_told_with_its_version(shown: TimelineModel) -> None:
    shown.mark_snapshots(Snapshots(np.array([2, 4], np.int64), np.array([False, True], np.bool_)))
    assert cursor_text(shown, 2, _CLOCK).endswith("Could not be applied, Snapshot of the application at version 12")
    assert tip_text(shown, 4, _CLOCK).endswith("<br>Snapshot of Leftfold at version 14")
    assert "Snapshot" not in tip_text(shown, 3, _CLOCK)
