"""What stands at the head of a script, for the one who runs it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from leftfold import __version__
from leftfold.model.edits import Append, Because, ChangeSet
from tests.store_builders import make_native, opened, stream_id

NEW = Append("made", {}, datetime(2026, 1, 1, tzinfo=UTC))


def test_its_head_tells_what_it_does_and_who_wants_it(tmp_path: Path) -> None:
    why = Because("Mira", "a bulk job\n; DROP TABLE events;", "SUP-1", "Tom")
    with opened(make_native(tmp_path / "s.db", {"cart/7": [("made", {})]})) as store:
        sql = store.script([ChangeSet(stream_id("cart/7"), 1, (NEW, NEW), why)])
        begun = store.script([ChangeSet(stream_id("cart/8"), None, (NEW,), Because("Ann", "new"))])
    head = sql.partition("\n\n")[0].splitlines()
    assert head == [
        f"-- Leftfold {__version__}, for a store of Leftfold's own layout: one transaction, all or nothing.",
        "-- It fails, and writes nothing, where a stream is not as it was when the draft was made.",
        "-- Run it by: sqlite3 -bail STORE < FILE",
        "-- cart/7, at version 1: 2 edits. Drafted by Mira, committed by Tom: a bulk job ; DROP TABLE events; (SUP-1)",
    ]
    assert "-- cart/8, new: 1 edit. Drafted by Ann: new\n" in begun
