"""The journal of a scan: what is kept of a slice is read as it was, whatever its ids are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.diagnose.orphans import Link, Reference, Traces
from leftfold.model.errors import BadRequest
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.stream import StreamId
from leftfold.scan.journal import Journal
from leftfold.scan.work import Outcome
from leftfold.store.scanning import Slice

STREAM = StreamId("a", "b")
OUTCOME = Outcome(
    (Finding(STREAM, 3, FindingKind.GAP, "Version 2 is missing."),),
    4,
    50,
    Traces(b"12345678", (Reference(STREAM, 3, Link.CAUSATION, "x"),), correlated=True),
    passed_by=2,
)
PART = Slice("a", None, b"\xff\xfe")


def test_what_is_kept_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    first = Journal(path, {"work": "scan"})
    assert list(first.kept()) == []
    first.add(PART, OUTCOME)
    first.close()
    again = Journal(path, {"work": "scan"})
    assert list(again.kept()) == [OUTCOME]
    assert (again.last, again.is_through) == (PART, False)
    again.end()
    again.close()
    last = Journal(path, {"work": "scan"})
    assert list(last.kept()) == [OUTCOME]
    assert last.is_through
    last.close()


@pytest.mark.parametrize("torn", [b"{", b"null\n", b'{"slice":[1,2]}\n', b"\xff\n"])
def test_a_line_that_is_not_whole_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "journal"
    first = Journal(path, {"work": "scan"})
    list(first.kept())
    first.add(PART, OUTCOME)
    first.close()
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    again = Journal(path, {"work": "scan"})
    assert list(again.kept()) == [OUTCOME]
    again.close()
    assert path.read_bytes() == whole


def test_a_file_that_is_no_journal_of_this_is_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine\n")
    journal = Journal(path, {"work": "scan"})
    with pytest.raises(BadRequest, match="not the journal of this scan"):
        list(journal.kept())
    journal.close()
    assert path.read_text() == "mine\n"
