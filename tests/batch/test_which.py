"""Which events a batch is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leftfold.batch.which import Listed, Where, listed, nothing_found, read_findings, read_which, which_row, which_text
from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.finding_rows import finding_row
from tests.batch.bulk_reset import student

EVENTS = ((student(4), 7), (student(1), 3), (student(4), 2), (student(1), 3))
FOUND = Listed(((student(4), (7, 2)), (student(1), (3,))), "found.jsonl")


def test_each_event_is_listed_once_by_its_aggregate() -> None:
    assert listed(EVENTS, file="found.jsonl") == FOUND
    assert len(FOUND) == 3


def test_what_a_scan_prints_is_read(tmp_path: Path) -> None:
    path = tmp_path / "found.jsonl"
    rows = (finding_row(Finding(stream, version, FindingKind.FAILED, "It failed.")) for stream, version in EVENTS)
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n")
    assert read_findings(path) == FOUND


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "found.jsonl lists no findings"),
        (b'{"type": "a", "id": "b", "version": 1}\nno', "Line 2 of .*found.jsonl is no finding"),
        (b'{"type": "a", "id": "b", "version": true}', "Line 1 of .*found.jsonl is no finding"),
        (b'{"type": "a", "id": 3, "version": 1}', "Line 1 of .*found.jsonl is no finding"),
        (b"\xff", "Line 1 of .*found.jsonl is no finding"),
    ],
)
def test_what_is_no_list_of_findings_is_said(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "found.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadRequest, match=sentence):
        read_findings(path)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"none\.jsonl cannot be read"):
        read_findings(tmp_path / "none.jsonl")


@pytest.mark.parametrize("which", [Where("event.version = 3"), Where("x = 1", "student"), FOUND])
def test_it_is_kept_as_json_and_read_again(which: Where | Listed) -> None:
    assert read_which(json.loads(json.dumps(which_row(which)))) == which


def test_it_is_told_in_words() -> None:
    assert which_text(Where("x = 1", "student")) == "where x = 1, of type student"
    assert which_text(FOUND) == "for 3 events that a scan found (found.jsonl)"
    assert which_text(listed(EVENTS[:1])) == "for the 1 event that a scan found"
    assert nothing_found(Where("x = 1")) == "No aggregate has an event at which this holds: x = 1"
    assert nothing_found(FOUND).startswith("None of the events that the scan found counts any more")
