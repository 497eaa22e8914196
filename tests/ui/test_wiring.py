"""Which parts of a window hear of what others know."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.banner import Banner
from leftfold.ui.theme.themes import Themes
from leftfold.ui.wiring import say
from tests.journeys.person import Person
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.windows import make_window


class Teller(QObject):
    """Something that says what went well and what did not."""

    told = Signal(str)
    failed = Signal(str)


def sign(banner: Banner) -> QImage:
    (image,) = (label.pixmap().toImage() for label in banner.findChildren(QLabel) if not label.pixmap().isNull())
    return image


def test_a_bar_says_each_sentence_with_the_sign_of_its_kind(qtbot: QtBot, themes: Themes) -> None:
    banner, one, other = Banner(themes), Teller(), Teller()
    qtbot.addWidget(banner)
    say(banner, (one.told, other.told))
    say(banner, (one.failed,), icon="triangle-alert")
    one.told.emit("Kept.")
    assert banner.text == "Kept."
    told = sign(banner)
    one.failed.emit("The disk is full.")
    assert banner.text == "The disk is full."
    assert sign(banner) != told
    other.told.emit("Kept again.")
    assert (banner.text, sign(banner)) == ("Kept again.", told)


def test_playing_stops_where_a_condition_kept_from_the_find_bar_hits(
    qtbot: QtBot, themes: Themes, tmp_path: Path
) -> None:
    window = make_window(themes, tmp_path)
    qtbot.addWidget(window)
    person, parts = Person(qtbot, window), window.parts
    person.opens(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), "1")
    condition = 'event.type = "lessonCompleted"'
    parts.events.bar.keep_asked.emit(condition)
    person.waits()
    assert parts.breakpoints.on == (condition,)
    person.does("play.first")
    assert parts.timeline.playback.way(0, len(EVENTS)) == (4, True)
