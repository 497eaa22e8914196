"""The rest of a long stream's index is read while its first and last events are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.index import StreamIndex
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, HoldLane, OpenStore

COUNT = 203

pytestmark = pytest.mark.usefixtures("in_pages")


@pytest.fixture
def path(tmp_path: Path, open_store: OpenStore) -> Path:
    """An open store with a long stream and a short one."""
    events = [(f"type {number // 50}", {"n": number}) for number in range(COUNT)]
    path = make_native(tmp_path / "s.sqlite", {"thing/long": events, "thing/short": events[:3]})
    open_store(path)
    return path


def _index(document: Document) -> StreamIndex:
    assert document.shown is not None
    return document.shown.index


def _show(qtbot: QtBot, document: Document, text: str, *, at: int | None = None) -> None:
    with qtbot.waitSignal(document.loaded, timeout=WAIT):
        document.select(text, at=at)


@pytest.mark.usefixtures("path")
def test_the_first_and_the_last_events_are_there_before_the_rest(
    qtbot: QtBot, document: Document, held: HoldLane, idle: Callable[[], None]
) -> None:
    read = list[int]()
    document.filled.connect(lambda: read.append(_index(document).count_read))
    # The moment's replay reads what it folds; it waits until the first part that is read in its own time is shown.
    with held(Lane.MOMENT):
        with held(Lane.SURVEY):
            _show(qtbot, document, "thing/long")
            index = _index(document)
            assert (len(index), document.selection.ordinal, document.selection.length) == (COUNT, COUNT, COUNT)
            ordinals = np.arange(1, COUNT + 1)
            assert ordinals[index.has_read(ordinals)].tolist() == [*range(1, 51), 201, 202, 203]
            reading = [document.is_reading]
        qtbot.waitUntil(lambda: bool(read), timeout=WAIT)
    idle()
    assert read[-1] == COUNT
    assert 53 < read[0] < COUNT, "it is shown as it comes"
    assert [*reading, document.is_reading] == [True, False]
    assert _index(document).unread is None


@pytest.mark.usefixtures("path")
def test_the_cursor_stands_and_is_told_where_nothing_is_read_yet(
    qtbot: QtBot, document: Document, held: HoldLane
) -> None:
    told = list[str]()
    document.moment_changed.connect(lambda moment: told.append(moment.step.event.type) if moment else None)
    with held(Lane.SURVEY):
        _show(qtbot, document, "thing/long", at=120)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
        assert (document.selection.ordinal, told) == (120, ["type 2"])
        document.selection.go_to(170)
        qtbot.waitUntil(lambda: told[1:] == ["type 3"], timeout=WAIT)


@pytest.mark.usefixtures("path")
def test_what_the_cursor_is_moved_to_is_read_first(
    qtbot: QtBot, document: Document, held: HoldLane, idle: Callable[[], None]
) -> None:
    first = list[str]()
    document.filled.connect(lambda: first.append(_index(document).type_at(170)))
    with held(Lane.SURVEY), held(Lane.MOMENT):
        _show(qtbot, document, "thing/long")
        document.selection.go_to(170)
    idle()
    assert first[0] == "type 3"


@pytest.mark.usefixtures("path")
def test_it_is_not_read_on_once_another_stream_is_shown_and_is_when_it_is_shown_again(
    qtbot: QtBot, document: Document, held: HoldLane, idle: Callable[[], None]
) -> None:
    filled = list[object]()
    with held(Lane.SURVEY), held(Lane.MOMENT):
        _show(qtbot, document, "thing/long")
        assert document.shown is not None
        replay = document.shown.replay
        document.filled.connect(lambda: filled.append(document.shown))
        _show(qtbot, document, "thing/short")
    idle()
    assert filled == []
    assert replay.as_read().index.unread is not None
    document.select("thing/long")
    idle()
    assert _index(document).unread is None
    assert document.shown.history is replay.history, "what was known of it is used again"


def test_events_that_go_away_meanwhile_are_told_and_what_is_shown_stays(
    qtbot: QtBot, document: Document, path: Path, held: HoldLane, idle: Callable[[], None]
) -> None:
    said = list[str]()
    document.load_failed.connect(said.append)
    with held(Lane.SURVEY), held(Lane.MOMENT):
        _show(qtbot, document, "thing/long")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DROP TRIGGER events_never_delete")
            connection.execute("DELETE FROM events WHERE version = 100")
    idle()
    assert said == ["Events that were listed are gone from s.sqlite; open it again."]
    index = _index(document)
    assert (index.type_at(1), index.type_at(100), index.type_at(COUNT)) == ("type 0", "", "type 4")
    with qtbot.waitSignal(document.shown_changed, timeout=WAIT):
        document.reload()
    assert len(_index(document)) == COUNT - 1


@pytest.mark.usefixtures("path")
def test_a_draft_is_laid_on_what_is_read_and_on_the_rest_as_it_comes(
    qtbot: QtBot, document: Document, drafting: Drafting, held: HoldLane, idle: Callable[[], None]
) -> None:
    with held(Lane.SURVEY), held(Lane.MOMENT):
        _show(qtbot, document, "thing/long")
        drafting.soft_delete(100)
        drafting.append("type 9", {"n": 9})
        assert document.shown is not None
        what_if = document.shown.what_if
        assert what_if is not None
        assert [_index(document).type_at(ordinal) for ordinal in (1, 100, COUNT, COUNT + 1)] == [
            "type 0", "", "type 4", "type 9",
        ]  # fmt: skip
    idle()
    assert document.shown.what_if is what_if
    index = _index(document)
    assert (index.unread, index.type_at(100), index.type_at(COUNT + 1)) == (None, "type 1", "type 9")
    assert np.flatnonzero(index.deleted).tolist() == [99]
    drafting.discard()
    idle()
    assert (len(_index(document)), _index(document).unread) == (COUNT, None)
