"""The tab of the snapshot: what it holds, how the replay differs, and where the nearest one is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from leftfold.model.errors import StoreFailed
from leftfold.replay.narrative import narrate
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.inspector.scene import see
from leftfold.ui.inspector.snapshot_page import SnapshotPage
from leftfold.ui.snapshots import NO_SNAPSHOTS, Snapshots, StreamSnapshots
from leftfold.ui.theme.themes import Themes
from tests.ui.conftest import OpenStore
from tests.ui.inspector.things import shown_of
from tests.ui.snapshotted import BARE, DIFFERS, SAME, SEALED, SHAPED, STUDENT, make_snapshotted, put_snapshots


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = make_snapshotted(tmp_path)
    put_snapshots(path, {2: '{"points": 1}', 4: '{"points": 2}'}, stream=BARE)
    return path


@pytest.fixture
def page(qtbot: QtBot, document: Document, themes: Themes, clock: Clock) -> SnapshotPage:
    page = SnapshotPage(document, themes, clock)
    qtbot.addWidget(page)
    page.resize(380, 600)
    page.show()
    return page


@pytest.fixture
def known(document: Document) -> StreamSnapshots:
    return StreamSnapshots(document)


Show = Callable[[str, int], None]


@pytest.fixture
def show(
    page: SnapshotPage, known: StreamSnapshots, open_store: OpenStore, store: Path, idle: Callable[[], None]
) -> Show:
    """Shows the snapshot after an event of a stream."""

    def show(stream: str, ordinal: int) -> None:
        open_store(store, select=stream)
        look(page, known.known, ordinal)
        idle()

    return show


def look(page: SnapshotPage, snapshots: Snapshots, ordinal: int) -> None:
    """Have the page show a moment."""
    shown = shown_of(page._document)
    moment = narrate(shown.replay.domain, shown.history.step(ordinal)) if ordinal else None
    page.show_scene(see(shown, ordinal, moment), snapshots)


def test_where_the_replay_gives_the_same_that_is_said(page: SnapshotPage, show: Show) -> None:
    show(STUDENT, SAME)
    assert page.title.text() == "Snapshot of the application at version 1"
    assert page.made.text() == "Made Wed 1 May 2024, 08:00:00 UTC"
    assert page.verdict.text() == "The same as the replay."
    assert page.stored.tree.spot_of(page.stored.tree.index_of(("currentPosition",))).value == 6
    assert not page.replayed.isVisible()
    assert not page.differences.isVisible()


def test_where_it_differs_the_differences_are_listed(page: SnapshotPage, show: Show) -> None:
    show(STUDENT, DIFFERS)
    assert page.differences.isVisible()
    assert page.stored.isVisible()
    assert [page.changes.cell(0, column).text for column in range(3)] == ["currentPosition", "99", "6"]
    headers = [page.changes.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert headers == ["Field", "Snapshot", "Replay"]


def test_another_shape_stands_beside_the_replayed_state(page: SnapshotPage, show: Show) -> None:
    show(STUDENT, SHAPED)
    assert page.stored.isVisible()
    assert page.replayed.isVisible()
    assert not page.differences.isVisible()
    assert page.replayed.tree.index_of(("currentPosition",)).isValid()


def test_what_cannot_be_read_is_shown_as_its_bytes(page: SnapshotPage, show: Show) -> None:
    show(STUDENT, SEALED)
    assert page.bytes.isVisible()
    assert not page.stored.isVisible()
    assert page.bytes.why.text().startswith("The snapshot is not JSON")
    assert page.replayed.isVisible()


@pytest.mark.parametrize(("ordinal", "near"), [(1, "after it is at version 2"), (5, "before it is at version 4")])
def test_elsewhere_it_leads_to_the_nearest(
    page: SnapshotPage, show: Show, document: Document, ordinal: int, near: str
) -> None:
    show(BARE, ordinal)
    notice = page.pages.notice
    assert notice is not None
    assert notice.text == f"The nearest one {near}."
    notice.run()
    assert document.selection.ordinal == int(near[-1])


def test_a_stream_without_any_leads_nowhere(page: SnapshotPage, show: Show) -> None:
    show(BARE, 2)
    look(page, NO_SNAPSHOTS, 2)
    assert page.pages.notice is not None
    assert page.pages.notice.action == ""


def test_one_that_is_gone_meanwhile_is_told(
    page: SnapshotPage, show: Show, known: StreamSnapshots, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    show(STUDENT, SAME)
    monkeypatch.setattr("leftfold.store.store.Store.snapshot", lambda *_asked: None)
    look(page, known.known, SAME)
    idle()
    assert page.pages.notice is not None
    assert page.pages.notice.title == "This snapshot is gone"


def test_a_fault_is_told_where_the_person_looks(
    page: SnapshotPage, show: Show, known: StreamSnapshots, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise StoreFailed("It went away.")

    show(STUDENT, SAME)
    monkeypatch.setattr("leftfold.store.store.Store.snapshot", fail)
    look(page, known.known, SAME)
    idle()
    assert page.pages.notice is not None
    assert page.pages.notice.text == "It went away."


def test_the_time_follows_the_clock(
    page: SnapshotPage, show: Show, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(STUDENT, SAME)
    monkeypatch.setattr(clock, "day_and_time", lambda _us: "then")
    clock.changed.emit()
    assert page.made.text() == "Made then"
