"""The search finds what the field's history holds, in parts, and the newest search wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.diagnose.field_history import field_history
from leftfold.model.times import NO_TIME, microseconds
from leftfold.ui.document import Document
from leftfold.ui.inspector.field_search import CHUNK, FieldRow, FieldRows, FieldSearch
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Tasks
from tests.store_builders import START, make_native
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.inspector.things import THING, shown_of

LONG = CHUNK + 300


@pytest.fixture
def search(tasks: Tasks) -> FieldSearch:
    """Nothing is searched yet."""
    return FieldSearch(tasks)


@pytest.fixture
def found(search: FieldSearch) -> list[FieldRows]:
    """What was found."""
    parts: list[FieldRows] = []
    search.found.connect(parts.append)
    return parts


@pytest.fixture
def long(document: Document, open_store: OpenStore, tmp_path: Path) -> Shown:
    """A stream in which each event changes `n`."""
    events = [("put", {"n": n}) for n in range(1, LONG + 1)]
    open_store(make_native(tmp_path / "long.sqlite", {THING: events}), select=THING)
    return shown_of(document)


def _rows(found: list[FieldRows]) -> list[FieldRow]:
    return [row for part in found for row in part.rows]


def test_all_changes_are_found_in_parts(search: FieldSearch, found: list[FieldRows], long: Shown, qtbot: QtBot) -> None:
    with qtbot.waitSignal(search.finished, timeout=WAIT):
        search.begin(long, ("n",), first=1)
    assert [row.ordinal for row in _rows(found)] == [one.ordinal for one in field_history(long.history, ("n",))]
    assert [part.last for part in found] == [CHUNK, LONG]


def test_a_search_may_begin_later_and_end_where_there_is_no_more_room(
    search: FieldSearch, found: list[FieldRows], long: Shown, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(search.finished, timeout=WAIT):
        search.begin(long, ("n",), first=CHUNK - 5, room=8)
    assert [row.ordinal for row in _rows(found)] == list(range(CHUNK - 5, CHUNK + 3))
    assert found[-1].last == CHUNK + 2


def test_of_a_newer_search_only_is_heard(
    search: FieldSearch, found: list[FieldRows], long: Shown, idle: Callable[[], None]
) -> None:
    search.begin(long, ("n",), first=1)
    search.begin(long, ("nowhere",), first=1)
    idle()
    assert _rows(found) == []
    assert found[-1].last == LONG


def test_a_search_that_is_given_up_gives_nothing(
    search: FieldSearch, found: list[FieldRows], long: Shown, idle: Callable[[], None]
) -> None:
    search.begin(long, ("n",), first=1)
    search.stop()
    idle()
    assert found == []


def test_a_row_tells_the_change_and_its_event(
    search: FieldSearch, found: list[FieldRows], things: Shown, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(search.finished, timeout=WAIT):
        search.begin(things, ("size",), first=1)
    first, second, third = _rows(found)
    start = microseconds(START)
    assert first == FieldRow(1, 1, start, "", "7", "Made: name one, size 7")
    assert (second.version, second.time, second.before, second.after) == (2, start + 60_000_000, "7", "3")
    assert (third.version, third.before, third.after, third.time != NO_TIME) == (7, "3", "8", True)
