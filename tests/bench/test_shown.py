"""The heart of a window that is measured: it beats on the GUI thread, and late where that is held up."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from leftfold.bench.shown import BEAT, Heartbeat


def test_a_beat_is_late_by_as_long_as_the_thread_was_held_up(qtbot: QtBot) -> None:
    heart = Heartbeat()
    try:
        qtbot.waitUntil(lambda: len(heart.late) > 2)
        heart.late.clear()
        held_up = time.perf_counter() + 0.05
        while time.perf_counter() < held_up:
            """Hold the thread up."""
        qtbot.waitUntil(lambda: bool(heart.late))
        assert heart.late[0] >= 50 - 2 * BEAT
        assert min(heart.late) >= 0
    finally:
        heart.stop()
        heart.deleteLater()
