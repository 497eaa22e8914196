"""The bar in which a person looks for events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.breakpoints.words import Words
from leftfold.ui.document import Document
from leftfold.ui.events.find_bar import FindBar, told
from leftfold.ui.events.finder import Finder
from leftfold.ui.events.finding import CHUNK, Found
from leftfold.ui.events.query import TextQuery
from leftfold.ui.theme.themes import Mode, Themes
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.events.made import LISA, held_after, long_replay
from tests.ui.events.test_fetching import BrokenSource
from tests.ui.finding import button


@pytest.fixture
def bar(qtbot: QtBot, document: Document, themes: Themes, open_store: OpenStore, tmp_path: Path) -> Iterator[FindBar]:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    document.selection.go_to(0)
    finder = Finder(document, document)
    bar = FindBar(finder, Words(document, document), themes)
    qtbot.addWidget(bar)
    bar.resize(700, 40)
    bar.open_bar()
    qtbot.waitExposed(bar)
    yield bar
    finder.deleteLater()


def found(hits: str, total: int | None = None) -> Found:
    marks = np.array([sign == "x" for sign in hits], np.bool_)
    return Found(TextQuery("x"), marks, len(hits) if total is None else total)


@pytest.mark.parametrize(
    ("what", "ordinal", "running", "text"),
    [
        (Found.nothing(), 0, False, ""),
        (found("x.x.x"), 0, False, "3 matches in 5 events"),
        (found("x.x.x"), 3, False, "2 of 3 matches in 5 events"),
        (found("..x"), 3, False, "1 of 1 match in 3 events"),
        (found("...."), 1, False, "No match in 4 events"),
        (found("x.x", 5_000), 3, True, "2 matches so far in 3 of 5,000 events"),
        (found("x.x", 5_000), 3, False, "Stopped: 2 of 2 matches in the first 3 events"),
    ],
)
def test_how_much_was_found_is_said(what: Found, ordinal: int, running: bool, text: str) -> None:  # noqa: FBT001
    assert told(what, ordinal, running=running) == text


def test_what_is_typed_is_looked_for_once_typing_pauses(qtbot: QtBot, bar: FindBar) -> None:
    assert not bar.next.isEnabled()
    QTest.keyClicks(bar.field, "completed activity")
    qtbot.waitUntil(lambda: bar.count.text() == "2 matches in 5 events", timeout=WAIT)
    assert bar.next.isEnabled()
    assert bar.halt.isHidden()


def test_enter_steps_forward_and_with_shift_back(qtbot: QtBot, bar: FindBar, document: Document) -> None:
    QTest.keyClicks(bar.field, "completed activity")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    # Only once all is looked at is it known that nothing is before the first, and that the last is to follow.
    qtbot.waitUntil(lambda: document.selection.ordinal == 2 and bar.halt.isHidden(), timeout=WAIT)
    button("Next match", bar).click()
    assert document.selection.ordinal == 3
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert document.selection.ordinal == 2
    button("Previous match", bar).click()
    assert document.selection.ordinal == 3


def test_a_malformed_condition_is_said_until_it_is_mended(qtbot: QtBot, bar: FindBar) -> None:
    bar.field.setText("currentPosition <")
    qtbot.waitUntil(bar.problem.isVisible, timeout=WAIT)
    assert "column 18" in bar.problem.text()
    assert bar.field.property("role") == "wrong"
    assert not bar.kept.fill().actions()[-1].isEnabled()
    assert bar.field.property("role") == "wrong"
    bar.field.setText("currentPosition < 4")
    qtbot.waitUntil(lambda: bar.count.text() == "1 match in 5 events", timeout=WAIT)
    assert bar.problem.isHidden()
    assert bar.field.property("role") == ""


def test_escape_closes_and_looks_for_nothing(qtbot: QtBot, bar: FindBar) -> None:
    bar.field.setText("completed activity")
    qtbot.waitUntil(lambda: bar.count.text() == "2 matches in 5 events", timeout=WAIT)
    bar.only.click()
    with qtbot.waitSignals([bar.closed, bar.only_changed]):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert not bar.only.isChecked()
    assert bar.count.text() == ""
    bar.open_bar()
    qtbot.waitUntil(lambda: bar.count.text() == "2 matches in 5 events", timeout=WAIT)


def test_all_are_listed_again_without_giving_up_the_search(qtbot: QtBot, bar: FindBar) -> None:
    bar.field.setText("completed activity")
    qtbot.waitUntil(lambda: bar.count.text() == "2 matches in 5 events", timeout=WAIT)
    with qtbot.waitSignal(bar.only_changed) as only:
        bar.only.click()
    assert only.args == [True]
    with qtbot.waitSignal(bar.only_changed) as only:
        bar.list_all()
    assert only.args == [False]
    assert bar.count.text() == "2 matches in 5 events"


def test_a_search_that_is_stopped_says_how_far_it_came(qtbot: QtBot, bar: FindBar, document: Document) -> None:
    document.close()
    with held_after(2 * CHUNK) as source:
        document.selection.select(LISA)
        document.show_replay(long_replay(3 * CHUNK, source))
        bar.field.setText("nothing like it")
        qtbot.waitUntil(lambda: "so far in" in bar.count.text(), timeout=WAIT)
        assert bar.halt.isVisible()
        button("Stop looking", bar).click()
        assert bar.halt.isHidden()
    assert bar.count.text().startswith("Stopped: 0 matches in the first ")
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_a_search_that_fails_says_why(qtbot: QtBot, bar: FindBar, document: Document) -> None:
    document.close()
    document.selection.select(LISA)
    with qtbot.waitSignals([document.survey_failed, document.moment_failed], timeout=WAIT):
        document.show_replay(long_replay(10, BrokenSource()))
    bar.field.setText("activity")
    qtbot.waitUntil(lambda: bar.count.text() == "The database is gone; open it again.", timeout=WAIT)
    assert bar.count.property("role") == "danger"
    bar.field.setText("")
    qtbot.waitUntil(lambda: bar.count.text() == "", timeout=WAIT)
    assert bar.count.property("role") == "caption"


def test_the_bar_takes_on_another_theme(bar: FindBar, themes: Themes) -> None:
    light = bar.grab().toImage()
    themes.choose(Mode.DARK)
    dark = bar.grab().toImage()
    themes.choose(Mode.LIGHT)
    assert dark != light


def test_kept_conditions_are_looked_for_and_new_ones_kept(qtbot: QtBot, bar: FindBar) -> None:
    bar.offer(("currentPosition < 4",))
    bar.kept.fill().actions()[0].trigger()
    qtbot.waitUntil(lambda: bar.count.text() == "1 match in 5 events", timeout=WAIT)
    with qtbot.waitSignal(bar.keep_asked) as kept:
        bar.kept.fill().actions()[-1].trigger()
    assert kept.args == ["currentPosition < 4"]


def test_a_condition_is_completed(bar: FindBar) -> None:
    QTest.keyClicks(bar.field, "fell(currentP")
    assert list(bar.field.offers) == ["currentPosition"]
    QTest.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.field.text() == "fell(currentPosition"
