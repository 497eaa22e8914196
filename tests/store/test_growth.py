"""What came to a store since it was looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leftfold.model.edits import Restore, SoftDelete
from tests.reports.made_reports import boxes, change
from tests.store_builders import make_eventsourcing, opened, stream_id


def test_the_streams_that_differ_are_told(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite"), write=True) as store:
        growth, before = store.whole.growth, store.whole.growth.mark()
        assert before is not None
        assert growth.since(before, before) == ()
        change(store, "box/b", SoftDelete(1))
        deleted = growth.mark()
        assert deleted is not None
        assert growth.since(before, deleted) == (stream_id("box/b"),)
        change(store, "box/b", Restore(1))
        restored = growth.mark()
        assert restored is not None
        assert growth.since(deleted, restored) == (stream_id("box/b"),)


def test_a_mark_of_another_store_tells_nothing(tmp_path: Path) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        now = store.whole.growth.mark()
        assert now is not None
        assert store.whole.growth.since(replace(now, digest="another"), now) is None
        assert store.whole.growth.since(replace(now, events=now.events - 1), now) is None
        assert store.whole.growth.since(replace(now, deletions=1), now) is None


def test_a_store_of_another_layout_has_no_mark(tmp_path: Path) -> None:
    with opened(make_eventsourcing(tmp_path / "e.db", [("x", 1, "m:Dog.Born", b"{}")])) as store:
        assert store.whole.growth.mark() is None
