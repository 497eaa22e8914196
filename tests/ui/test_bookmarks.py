"""The bookmarks of the shown stream."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from leftfold.ui.bookmarks import NO_MARKS, Marks, StreamBookmarks
from leftfold.ui.document import Document
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore

SOME = Marks(np.array([2, 5], np.int64), ("why", ""))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS})


def test_they_are_told_and_stepped_to() -> None:
    assert [SOME.text_at(ordinal) for ordinal in (1, 2, 5, 6)] == ["", "Bookmark: why", "Bookmark", ""]
    assert [(SOME.before(at), SOME.after(at)) for at in (2, 3, 9)] == [(None, 5), (2, 5), (5, None)]
    assert (len(SOME), len(NO_MARKS)) == (2, 0)


def test_a_bookmark_is_kept_for_the_next_time(
    document: Document, open_store: OpenStore, store: Path, idle: Callable[[], None]
) -> None:
    bookmarks = StreamBookmarks(document)
    heard: list[Marks] = []
    bookmarks.changed.connect(heard.append)
    open_store(store, select="student/1")
    assert heard == []
    document.selection.go_to(4)
    bookmarks.put("look here")
    idle()
    assert (bookmarks.at_cursor(), bookmarks.known.ordinals.tolist()) == ("look here", [4])
    open_store(store, select="student/2")
    assert len(bookmarks.known) == 0
    open_store(store, select="student/1")
    assert bookmarks.known.text_at(4) == "Bookmark: look here"
    bookmarks.to_previous()
    assert document.selection.ordinal == 4
    bookmarks.drop()
    idle()
    assert (len(bookmarks.known), len(heard[-1])) == (0, 0)


def test_nothing_is_marked_before_the_first_event(
    document: Document, open_store: OpenStore, store: Path, idle: Callable[[], None]
) -> None:
    bookmarks = StreamBookmarks(document)
    open_store(store, select="student/1")
    document.selection.go_to(0)
    bookmarks.put("nowhere")
    idle()
    assert (len(bookmarks.known), bookmarks.at_cursor()) == (0, None)


def test_what_cannot_be_kept_is_told(
    document: Document, open_store: OpenStore, store: Path, idle: Callable[[], None], tmp_path: Path
) -> None:
    bookmarks = StreamBookmarks(document)
    heard: list[str] = []
    bookmarks.failed.connect(heard.append)
    open_store(store, select="student/1")
    (tmp_path / "data").write_text("no folder")
    bookmarks.put("lost")
    idle()
    assert len(heard) == 1
    assert "cannot be used" in heard[0]
