"""The audit of a native store is in the store, that of any other in the journal."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.model.edits import Append, Because, ChangeSet, States
from leftfold.store.journal import Journal, journal_file
from leftfold.store.opening import open_store
from tests.store.layouts.emmett import EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store_builders import make_native, opened

WHY = Because("Ann", "put right", "T-1")
NEW = Append("Noted", {"n": 1}, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def emmett(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that keeps metadata itself, and a journal of one's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    run_in_file(tmp_path / "e.db", *EMMETT_SQLITE.schema, *EMMETT_SQLITE.rows)
    return tmp_path / "e.db"


def test_a_store_that_keeps_metadata_is_in_the_journal_too(emmett: Path) -> None:
    with closing(open_store(str(emmett), write=True)) as store:
        stream = store.aggregates()[0].stream
        base = store.summary(stream).version
        store.commit(ChangeSet(stream, base, (NEW,), WHY, states=States("generic", "b", "a")))
        (entry,) = store.audit(stream)
        event = next(store.events(store.index(stream)).read(len(store.index(stream)), len(store.index(stream))))
        assert event.metadata is not None
    assert (entry.because, entry.base_version, entry.version) == (WHY, base, base + 1)
    assert entry.states == States("generic", "b", "a")
    assert entry.written == ({"edit": "append", "type": "Noted", "data": {"n": 1}, "version": base + 1},)
    with opened(emmett) as again:
        assert again.check_audit(kept=entry.hash).after_kept == 1
        assert again.check_audit(kept="0" * 64).findings != ()


def test_a_native_store_leaves_the_journal_alone(emmett: Path, tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "s.db", {"cart/7": [("a", {})]})) as store:
        assert len(store.audit()) == 1
        assert store.check_audit().entries == 1
    assert Journal(journal_file()).checked("").entries == 0
    assert emmett.exists()
