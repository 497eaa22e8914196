"""The timeline's panel follows the selection, and moves it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSlider
from pytestqt.qtbot import QtBot

from leftfold.model.stream import StreamId
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.tasks import Lane
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.plot import Plot
from tests.school import EVENTS, RESET
from tests.store_builders import Payload, make_native
from tests.ui.conftest import HoldLane, OpenStore
from tests.ui.finding import button, the
from tests.ui.timeline.made import begun_index, made_index, show_made

MANY: list[tuple[str, Payload]] = [
    ("placeStudent", {"lesson": 1}),
    *(("activityCompleted", {"lesson": 1, "activity": n}) for n in range(1, 60)),
    ("unheardOf", {}),
    ("resetProgress", {"lesson": 1}),
]


@pytest.fixture
def many(panel: TimelinePanel, open_store: OpenStore, tmp_path: Path) -> TimelinePanel:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": MANY, "student/2": EVENTS}), select="student/1")
    return panel


def _described(panel: TimelinePanel) -> str:
    return the(Plot, panel).accessibleDescription()


def _title(panel: TimelinePanel) -> str:
    return panel.pages.notice.title if panel.pages.notice else ""


def _has_times(panel: TimelinePanel) -> bool:
    return panel.by_time and panel.viewing.model.axis.times is not None


def test_without_an_aggregate_it_says_what_to_do(panel: TimelinePanel) -> None:
    notice = panel.pages.notice
    assert notice is not None
    assert notice.title == "No aggregate selected"


def test_the_cursor_is_told_in_words(qtbot: QtBot, many: TimelinePanel, document: Document) -> None:
    document.selection.go_to(3)
    qtbot.waitUntil(lambda: _described(many).startswith("Event 3 of 62, Activity completed, Wed 1 May 2024"))
    qtbot.waitUntil(lambda: "lesson 1, activity 3" in _described(many))
    document.selection.go_to(61)
    qtbot.waitUntil(lambda: "Could not be applied" in _described(many))
    document.selection.go_to(0)
    qtbot.waitUntil(lambda: _described(many) == "Before the first of 62 events")


def test_steps_and_ends(many: TimelinePanel, document: Document) -> None:
    selection = document.selection
    assert selection.ordinal == 62
    many.step_back()
    assert selection.ordinal == 61
    many.first()
    assert selection.ordinal == 0
    many.step_forward()
    assert selection.ordinal == 1
    many.last()
    assert selection.ordinal == 62


def test_a_click_moves_the_cursor_to_the_event_there(qtbot: QtBot, many: TimelinePanel, document: Document) -> None:
    plot = the(Plot, many)
    for share in (0.3, 0.6, 0.9):
        at = QPoint(int(plot.width() * share), plot.height() // 2)
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.waitUntil(lambda: 0 < document.selection.ordinal < 62)
    left = document.selection.ordinal
    QTest.mouseClick(
        plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(plot.width() * 0.4), plot.height() // 2)
    )
    assert document.selection.ordinal < left


def test_the_wheel_zooms_to_the_pointer_and_double_click_shows_everything(many: TimelinePanel) -> None:
    plot = the(Plot, many)
    at = QPointF(plot.width() * 0.7, plot.height() / 2)
    assert many.viewing.is_whole
    whole = many.viewing.window.span
    turn = QWheelEvent(
        at, plot.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot.viewport(), turn)
    assert many.viewing.window.span < whole
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert many.viewing.is_whole


def test_zooming_keeps_the_cursor_in_view(many: TimelinePanel, document: Document) -> None:
    document.selection.go_to(40)
    for _turn in range(12):
        many.zoom_in()
    axis, window = many.viewing.model.axis, many.viewing.window
    assert axis.position_of(40) in window
    document.selection.go_to(5)
    assert axis.position_of(5) in many.viewing.window
    many.zoom_out()
    many.fit()
    assert many.viewing.is_whole


def test_the_axis_goes_by_time_and_back(many: TimelinePanel) -> None:
    assert not _has_times(many)
    many.set_axis(by_time=True)
    assert _has_times(many)
    button("Version", many).click()
    assert not _has_times(many)


def test_the_slider_and_the_speed_follow_and_lead(many: TimelinePanel, document: Document) -> None:
    slider, speed = the(QSlider, many), the(QComboBox, many)
    assert (slider.minimum(), slider.maximum(), slider.value()) == (0, 62, 62)
    slider.setValue(10)
    assert document.selection.ordinal == 10
    document.selection.go_to(20)
    assert slider.value() == 20
    QTest.keyClick(speed, Qt.Key.Key_Home)
    assert many.playback.speed == 1


def test_a_draft_is_drawn_beside_what_is_stored(
    qtbot: QtBot, many: TimelinePanel, document: Document, drafting: Drafting
) -> None:
    document.select("student/2")
    qtbot.waitUntil(lambda: document.tasks.is_idle)
    drafting.soft_delete(RESET)
    qtbot.waitUntil(lambda: document.tasks.is_idle)
    model = many.viewing.model
    assert model.proposed is not None
    qtbot.waitUntil(lambda: model.surveyed.value(0, RESET) == 7)
    assert model.stored.value(0, RESET) == 3
    qtbot.waitUntil(lambda: "Soft-deleted in the draft" in _described(many))
    drafting.discard()
    assert model.proposed is None


def test_it_is_painted_in_each_theme_and_at_each_size_without_a_warning(
    many: TimelinePanel, themes: Themes, document: Document
) -> None:
    many.mark_changes(np.array([2, 30], np.int64))
    document.selection.watch(("currentActivity",))
    for mode in (Mode.DARK, Mode.LIGHT):
        themes.choose(mode)
        for size in ((300, 120), (900, 420), (2400, 900)):
            many.resize(*size)
            assert not many.grab().isNull()


def test_a_stream_that_cannot_be_read_is_told(
    qtbot: QtBot, panel: TimelinePanel, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    path = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS})
    open_store(path)
    assert document.session is not None
    document.session.store.close()
    path.unlink()
    with qtbot.waitSignal(document.load_failed):
        document.selection.select(StreamId("student", "1"))
    assert _title(panel) == "This cannot be shown"


def test_an_aggregate_that_is_not_there_is_no_failure_of_the_panel(
    qtbot: QtBot, panel: TimelinePanel, document: Document, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}))
    with qtbot.waitSignal(document.load_failed):
        document.select("nobody")
    assert _title(panel) == "No aggregate selected"


def test_while_a_long_stream_is_read_it_says_how_far(
    qtbot: QtBot, many: TimelinePanel, document: Document, held: HoldLane
) -> None:
    with held(Lane.STREAM):
        document.selection.select(StreamId("student", "2"))
        qtbot.waitUntil(lambda: _title(many) == "Reading student/2")
        document.progressed.emit(20_000)
        assert many.pages.notice is not None
        assert many.pages.notice.text == "20,000 events so far"
    qtbot.waitUntil(lambda: many.pages.notice is None)


def test_a_short_wait_does_not_flicker(many: TimelinePanel, document: Document, held: HoldLane) -> None:
    with held(Lane.STREAM):
        document.selection.select(StreamId("student", "2"))
        document.progressed.emit(1)
        assert many.pages.notice is None


def test_a_stream_without_events_says_so(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(0))
    assert _title(told_panel) == "No events"
    show_made(document, made_index(3))
    assert told_panel.pages.notice is None


def test_a_survey_that_ended_early_is_told_until_another_begins(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(3))
    document.survey_failed.emit("The store is gone.")
    told = [label for label in told_panel.findChildren(QLabel) if label.text() == "The store is gone."]
    assert [label.isVisible() for label in told] == [True]
    show_made(document, made_index(4))
    assert not told[0].isVisible()


def test_the_watched_field_has_a_row_with_its_changes(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(30))
    plot = the(Plot, told_panel)
    document.selection.watch(("lastQuiz", "score"))
    told_panel.mark_changes(np.array([4, 9]))
    watched = plot.frame.watched
    assert watched is not None
    assert (watched.name, watched.ordinals.tolist()) == ("lastQuiz.score", [4, 9])
    rows = plot.frame.rows
    assert rows.watched is not None
    document.selection.watch(None)
    assert plot.frame.rows.watched is None


def test_the_cursor_can_be_looked_at_closely(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(5000))
    document.selection.go_to(3000)
    told_panel.zoom_to_cursor()
    window = told_panel.viewing.window
    assert 3000 in window
    assert window.span == 24


def test_another_zone_is_told_everywhere(
    qtbot: QtBot, told_panel: TimelinePanel, document: Document, clock: Clock
) -> None:
    show_made(document, made_index(30))
    told_panel.set_axis(by_time=True)
    plot = the(Plot, told_panel)
    assert plot.frame.zone == "UTC"
    drawn_before = plot.frame
    clock.show_in(utc=False)
    assert plot.frame is not drawn_before
    qtbot.waitUntil(lambda: plot.frame.zone in _described(told_panel))


def test_a_finer_screen_has_finer_pixels(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(30))
    plot = the(Plot, told_panel)
    before = plot.frame
    QApplication.sendEvent(plot, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert plot.frame is not before
    assert plot.frame.projection.ratio == plot.devicePixelRatioF()


def test_a_long_stream_is_drawn_while_the_middle_of_it_is_read(
    panel: TimelinePanel, document: Document, held: HoldLane
) -> None:
    with held(Lane.SURVEY), held(Lane.MOMENT):
        show_made(document, begun_index(40))
        document.selection.go_to(20)
        panel.grab()
        assert not button("Timeline by time", panel).isEnabled()
        assert document.shown is not None
        document._fill(replace(document.shown.replay, index=replace(document.shown.index, unread=None)))
        panel.grab()
        assert button("Timeline by time", panel).isEnabled()


def test_snapshots_are_marked_and_told(qtbot: QtBot, many: TimelinePanel, document: Document) -> None:
    many.mark_snapshots(Snapshots(np.array([3], np.int64), np.array([False], np.bool_)))
    document.selection.go_to(3)
    qtbot.waitUntil(lambda: "Snapshot of the application at version 3" in _described(many))
