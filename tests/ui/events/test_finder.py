"""A search off the GUI thread: streamed, stopped, begun anew, stepped over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.finder import Finder
from leftfold.ui.events.finding import CHUNK
from leftfold.ui.events.query import Query, TextQuery, parse_query
from leftfold.ui.shown import Shown
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.events.made import LISA, long_replay
from tests.ui.events.test_fetching import BrokenSource

LENGTH = 5 * CHUNK


@pytest.fixture
def finder(document: Document) -> Iterator[Finder]:
    finder = Finder(document, document)
    yield finder
    finder.deleteLater()


@pytest.fixture
def long(document: Document, finder: Finder) -> Finder:
    """A finder in a long stream, the cursor before its first event."""
    document.selection.select(LISA)
    document.show_replay(long_replay(LENGTH))
    document.selection.go_to(0)
    return finder


def wait(qtbot: QtBot, finder: Finder) -> None:
    qtbot.waitUntil(lambda: not finder.is_running, timeout=WAIT)


def test_matches_come_as_they_are_found_and_the_rest_is_told_at_the_end(qtbot: QtBot, long: Finder) -> None:
    counts: list[int] = []
    long.changed.connect(lambda: counts.append(long.found.scanned))
    long.seek(TextQuery("of lesson 7"))
    assert long.is_running
    wait(qtbot, long)
    assert counts == sorted(counts)
    assert counts[-1] == LENGTH
    assert long.found.is_complete
    # Lessons 7, 70 to 79: ten activities each.
    assert long.found.count == 110
    assert long.query == TextQuery("of lesson 7")
    told = len(counts)
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in long.findChildren(QTimer)), timeout=WAIT)
    assert len(counts) == told


def test_steps_go_round_over_what_was_found(qtbot: QtBot, long: Finder, document: Document) -> None:
    long.seek(parse_query("currentPosition = 3 and currentActivity = 5"))
    wait(qtbot, long)
    only = long.found.ordinals.tolist()
    assert len(only) == 1
    long.go_next()
    assert document.selection.ordinal == only[0] == long.ordinal
    document.selection.go_to(LENGTH)
    long.go_next()
    assert document.selection.ordinal == only[0]
    document.selection.go_to(1)
    long.go_previous()
    assert document.selection.ordinal == only[0]


def test_a_step_taken_before_the_match_is_found_is_taken_then(qtbot: QtBot, long: Finder, document: Document) -> None:
    long.seek(TextQuery(f"of lesson {LENGTH // 10}"))
    long.go_next()
    assert document.selection.ordinal == 0
    wait(qtbot, long)
    assert document.selection.ordinal == long.found.ordinals[0]
    long.seek(TextQuery("of lesson 9"))
    long.go_previous()
    wait(qtbot, long)
    assert long.found.before(document.selection.ordinal + 1) == document.selection.ordinal


def test_without_a_match_a_step_moves_nothing(qtbot: QtBot, long: Finder, document: Document) -> None:
    long.seek(TextQuery("nothing like it"))
    wait(qtbot, long)
    long.go_next()
    long.go_previous()
    assert document.selection.ordinal == 0


def test_a_search_that_is_stopped_keeps_what_it_found(qtbot: QtBot, long: Finder) -> None:
    long.seek(TextQuery("activity"))
    qtbot.waitUntil(lambda: long.found.scanned > 0, timeout=WAIT)
    long.stop()
    found = long.found
    assert found.count == found.scanned > 0
    assert not long.is_running


def test_of_two_searches_the_newer_counts_and_none_leaves_nothing(qtbot: QtBot, long: Finder) -> None:
    queries: list[Query | None] = [TextQuery("activity"), TextQuery("of lesson 7")]
    for query in queries:
        long.seek(query)
    wait(qtbot, long)
    assert long.found.count == 110
    long.seek(None)
    assert not long.is_running
    assert (long.found.query, long.found.count) == (None, 0)


def test_without_events_there_is_nothing_to_look_at(finder: Finder) -> None:
    finder.seek(TextQuery("activity"))
    assert not finder.is_running
    finder.go_next()


def test_a_draft_is_searched_too(
    qtbot: QtBot, finder: Finder, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    finder.seek(TextQuery("soft-deleted"))
    wait(qtbot, finder)
    assert finder.found.count == 0
    drafting.soft_delete(2)
    qtbot.waitUntil(lambda: finder.found.count == 1, timeout=WAIT)
    wait(qtbot, finder)


def test_a_store_that_goes_away_is_told(qtbot: QtBot, finder: Finder, document: Document) -> None:
    replay = long_replay(LENGTH, BrokenSource())
    document.selection.select(LISA)
    with qtbot.waitSignals([document.survey_failed, document.moment_failed], timeout=WAIT):
        document.show_replay(replay)
    finder.seek(TextQuery("activity"))
    wait(qtbot, finder)
    assert finder.failure == "The database is gone; open it again."
    assert document.shown == Shown(replay)
