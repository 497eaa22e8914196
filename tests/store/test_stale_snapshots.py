"""What is soft-deleted or restored takes the snapshots that stand on it away, in the same transaction, and says so."""

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import insert

from leftfold.model.edits import Append, Because, ChangeSet, Edit, Restore, SoftDelete
from leftfold.model.errors import Refused
from leftfold.store.native import SNAPSHOTS
from leftfold.store.store import Store
from tests.store_builders import START, make_native, opened, stream_id

CART = stream_id("cart/7")
WHY = Because("mira", "why")
NEW = Append("itemAdded", {"item": "x"}, START)


@pytest.fixture
def store_place(place: str) -> str:
    """A store whose application made snapshots of two streams."""
    make_native(place, {"cart/7": [("made", {})] * 4, "cart/8": [("made", {})] * 4})
    with opened(place, write=True) as store, store._database.transaction() as connection:
        for id_, version in (("7", 1), ("7", 2), ("7", 4), ("8", 4)):
            row = {"aggregate_type": "cart", "aggregate_id": id_, "version": version, "state": f'{{"n":{version}}}'}
            connection.execute(insert(SNAPSHOTS).values(**row, recorded_at="2024-05-01T08:00:00.000000Z"))
    return place


def left(store: Store) -> list[int]:
    return [mark.version for mark in store.snapshot_marks(CART)]


def commit(store: Store, *edits: Edit, base: int = 4, deleted: frozenset[int] = frozenset()) -> None:
    store.commit(ChangeSet(CART, base, edits, WHY, deleted))


def test_those_from_the_event_on_go_and_no_others(store_place: str) -> None:
    with opened(store_place, write=True) as store:
        commit(store, SoftDelete(4), SoftDelete(2))
        assert left(store) == [1]
        assert [mark.version for mark in store.snapshot_marks(stream_id("cart/8"))] == [4]
        (entry,) = store.audit(CART)
    assert entry.written[2:] == tuple(
        {"edit": "drop-snapshot", "version": version, "sha256": sha256(b'{"n":%d}' % version).hexdigest()}
        for version in (2, 4)
    )


def test_restoring_takes_them_away_too(store_place: str) -> None:
    with opened(store_place, write=True) as store:
        commit(store, SoftDelete(4))
        assert left(store) == [1, 2]
        commit(store, Restore(4), SoftDelete(1), deleted=frozenset({4}))
        assert left(store) == []


def test_an_event_that_is_appended_leaves_them(store_place: str) -> None:
    with opened(store_place, write=True) as store:
        commit(store, NEW)
        assert left(store) == [1, 2, 4]
        assert [edit["edit"] for edit in store.audit(CART)[0].written] == ["append"]


def test_they_stay_where_the_commit_fails(store_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise Refused("no entry is written")

    with opened(store_place, write=True) as store:
        with pytest.raises(Refused, match="no event with version 9"):
            commit(store, SoftDelete(1), SoftDelete(9))
        monkeypatch.setattr("leftfold.store.writing.record", fail)
        with pytest.raises(Refused, match="no entry"):
            commit(store, SoftDelete(1))
        assert left(store) == [1, 2, 4]
        assert store.index(CART).deleted.sum() == 0
