"""A store is counted with what its library's readers pass over, and without an order where it has none."""

from __future__ import annotations

from pathlib import Path

from leftfold.model.edits import ChangeSet, SoftDelete
from leftfold.store.counting import Counts
from leftfold.store.opening import create_store
from tests.store.layouts.emmett import EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store_builders import TESTING, make_native, opened, stream_id


def test_a_new_store_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    create_store(str(path)).close()
    with opened(path) as store:
        assert store.counts() == Counts(0, 0, 0, 0, None)


def test_deletions_in_the_ledger_are_counted(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/1": [("made", {}), ("sent", {})], "dog/1": [("born", {})]})
    with opened(path, write=True) as store:
        store.commit(ChangeSet(stream_id("cart/1"), 2, (SoftDelete(1),), TESTING))
        assert store.counts() == Counts(3, 2, 1, 0, 3)


def test_events_marked_by_another_library_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "emmett.db"
    run_in_file(path, *EMMETT_SQLITE.schema, *EMMETT_SQLITE.rows)
    with opened(path) as store:
        assert store.counts() == Counts(5, 3, 2, 0, 6)
