"""Where the snapshots of the shown stream are: known once its events are shown, and of no other stream's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from leftfold.model.errors import StoreFailed
from leftfold.model.snapshot import SnapshotMark
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.snapshots import NO_SNAPSHOTS, Snapshots, StreamSnapshots, placed
from tests.store_builders import make_eventsourcing
from tests.ui.conftest import OpenStore
from tests.ui.snapshotted import BARE, STUDENT, make_snapshotted, put_snapshots
from tests.ui.timeline.made import made_index

SOME = Snapshots(np.array([2, 5, 9], np.int64), np.array([False, True, False], np.bool_))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_snapshotted(tmp_path)


@pytest.fixture
def snapshots(document: Document) -> StreamSnapshots:
    """What is known of the stream that the document shows."""
    return StreamSnapshots(document)


def test_they_are_told_by_the_event_after_which_they_are() -> None:
    told = [SOME.text_at(ordinal) for ordinal in (1, 2, 5, 10)]
    assert told == ["", "Snapshot of the application", "Snapshot of Leftfold", ""]
    assert (len(SOME), len(NO_SNAPSHOTS), NO_SNAPSHOTS.text_at(1)) == (3, 0, "")


@pytest.mark.parametrize(("ordinal", "before", "after"), [(0, None, 2), (2, None, 5), (3, 2, 5), (9, 5, None)])
def test_the_nearest_ones_are_found(ordinal: int, before: int | None, after: int | None) -> None:
    assert (SOME.before(ordinal), SOME.after(ordinal)) == (before, after)


def test_those_of_versions_that_the_stream_does_not_have_are_left_out() -> None:
    marks = tuple(SnapshotMark(version, is_ours=version == 20) for version in (-1, 0, 3, 20, 21))
    found = placed(made_index(20), marks)
    assert (found.ordinals.tolist(), found.ours.tolist()) == ([3, 20], [False, True])
    assert len(placed(made_index(20), ())) == 0


def test_those_of_the_shown_stream_are_known(
    snapshots: StreamSnapshots, open_store: OpenStore, store: Path, document: Document, idle: Callable[[], None]
) -> None:
    heard: list[Snapshots] = []
    snapshots.changed.connect(heard.append)
    open_store(store, select=STUDENT)
    assert snapshots.known.ordinals.tolist() == [1, 2, 3, 4, 5]
    assert snapshots.known.ours.tolist() == [False, False, False, False, True]
    document.select(BARE)
    idle()
    assert len(snapshots.known) == 0
    assert [len(one) for one in heard] == [5, 0]


def test_a_draft_has_those_of_the_stored_stream(
    snapshots: StreamSnapshots, open_store: OpenStore, store: Path, drafting: Drafting, idle: Callable[[], None]
) -> None:
    open_store(store, select=STUDENT)
    heard: list[Snapshots] = []
    snapshots.changed.connect(heard.append)
    drafting.soft_delete(2)
    idle()
    assert (len(snapshots.known), heard) == (5, [])


def test_they_are_read_again_with_the_events(
    snapshots: StreamSnapshots, open_store: OpenStore, store: Path, document: Document, idle: Callable[[], None]
) -> None:
    open_store(store, select=BARE)
    put_snapshots(store, {3: "{}"}, stream=BARE)
    document.reload()
    idle()
    assert snapshots.known.ordinals.tolist() == [3]


def test_the_cursor_goes_from_one_to_the_next(
    snapshots: StreamSnapshots, open_store: OpenStore, store: Path, document: Document, idle: Callable[[], None]
) -> None:
    put_snapshots(store, {2: "{}", 4: "{}"}, stream=BARE)
    open_store(store, select=BARE)
    been: list[int] = []
    document.selection.ordinal_changed.connect(been.append)
    document.selection.go_to(3)
    for go in (snapshots.to_next, snapshots.to_next, snapshots.to_previous):
        go()
    assert been == [3, 4, 2], "there is none after the second"
    idle()


def test_where_the_store_keeps_none_nothing_is_asked(
    snapshots: StreamSnapshots, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")]), select="Dog/x")
    assert len(snapshots.known) == 0


def test_a_fault_is_told(
    snapshots: StreamSnapshots, open_store: OpenStore, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise StoreFailed("It went away.")

    monkeypatch.setattr("leftfold.store.store.Store.snapshot_marks", fail)
    heard: list[str] = []
    snapshots.failed.connect(heard.append)
    open_store(store, select=STUDENT)
    assert heard == ["It went away."]
