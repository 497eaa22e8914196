"""The journal has a line before a write and one after it, and no write is made that it cannot tell of."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leftfold.model.audit import TOOL
from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Refused, StoreFailed
from leftfold.model.stream import StreamId
from leftfold.store.journal import Journal, journal_file

AT = datetime(2024, 6, 1, tzinfo=UTC)
CHANGES = ChangeSet(StreamId("Cart", "1"), 4, (Append("Cart.Opened", {"by": 1}, AT),), Because("Ann", "why", "T-1"))


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_what_is_to_be_written_is_noted_before_and_that_it_was_after(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "new" / "journal.jsonl")
    with journal.noting("/s.db", "eventsourcing-sqlite", CHANGES):
        (begun,) = lines(journal.file)
    assert datetime.fromisoformat(begun.pop("at")).tzinfo is not None
    entry, _hash, _previous = begun.pop("id"), begun.pop("hash"), begun.pop("previous")
    assert begun == {
        "outcome": "begun",
        "store": "/s.db",
        "layout": "eventsourcing-sqlite",
        "stream": {"type": "Cart", "id": "1"},
        "base_version": 4,
        "author": "Ann",
        "reason": "why",
        "ticket": "T-1",
        "tool": TOOL,
        "edits": [{"edit": "append", "type": "Cart.Opened", "data": {"by": 1}}],
        "states": None,
    }
    _begun, done = lines(journal.file)
    assert (done["id"], done["outcome"]) == (entry, "done")


def test_what_failed_is_noted_as_failed_and_lines_are_only_added(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    for _turn in range(2):
        with pytest.raises(ZeroDivisionError), journal.noting("/s.db", "x", CHANGES):
            raise ZeroDivisionError
    found = lines(journal.file)
    assert [line["outcome"] for line in found] == ["begun", "failed"] * 2
    assert len({line["id"] for line in found}) == 2


def test_nothing_is_written_that_cannot_be_noted(tmp_path: Path, forbid_writing: Callable[[Path], None]) -> None:
    forbid_writing(tmp_path)
    journal = Journal(tmp_path / "journal.jsonl")
    said = f"^{journal.file} cannot be written .*who changed the store and why; nothing was changed[.]$"
    with pytest.raises(Refused, match=said), journal.noting("/s.db", "x", CHANGES):
        raise AssertionError


def test_a_store_that_was_written_to_is_so_even_where_the_journal_is_gone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "own" / "journal.jsonl")
    with journal.noting("/s.db", "x", CHANGES):
        journal.file.unlink()
        journal.file.parent.rmdir()
        journal.file.parent.write_text("in the way", "utf-8")
    assert journal.file.parent.is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="where a user's data lies differs by system")
def test_the_journal_is_in_the_user_s_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert journal_file() == tmp_path / "leftfold" / "journal.jsonl"


def test_writers_at_once_chain_one_line_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    program = (
        "import sys; from pathlib import Path; from tests.store.test_journal import CHANGES, Journal\n"
        "for _turn in range(10):\n"
        "    with Journal(Path(sys.argv[1])).noting('/s.db', 'x', CHANGES) as noted: noted.version = 5\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(file)]) for _process in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    found = Journal(file).checked("")
    assert (found.findings, found.notes, found.entries) == ((), (), 60)
    assert len(Journal(file).entries("/s.db", None)) == 30


def test_a_journal_that_is_not_there_is_empty(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    assert journal.entries("/s.db", None) == ()
    assert (journal.checked("").entries, journal.checked("").last_hash) == (0, "")


def test_a_journal_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match=f"^{tmp_path} cannot be read: "):
        Journal(tmp_path).entries("/s.db", None)
