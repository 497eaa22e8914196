"""An entry of the audit reads as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.draft.recorded import edit_told, outcome, sentences, summary
from leftfold.model.chain import Checked
from leftfold.model.edits import Because, States
from leftfold.model.json import Json, JsonObject
from tests.model.test_audit import ENTRY


def when(_time: object) -> str:
    return "Sunday"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"edit": "append", "type": "quizTaken", "version": 5}, "Appended quizTaken as event 5"),
        ({"edit": "append", "type": "quizTaken"}, "Appended quizTaken"),
        ({"edit": "delete", "version": 5, "type": "quizTaken"}, "Soft-deleted event 5 (quizTaken)"),
        ({"edit": "delete", "version": 5}, "Soft-deleted event 5"),
        ({"edit": "restore", "version": 5}, "Restored event 5"),
        ({"edit": "drop-snapshot", "version": 9}, "Took away the snapshot at version 9, which no longer held"),
        ({"edit": "import", "events": 2500, "streams": 1}, "Imported 2,500 events into 1 aggregate"),
        ({"edit": "snapshot", "snapshots": 2}, "Made 2 snapshots"),
        ({"edit": "merge"}, "Something this version of Leftfold does not know (merge)"),
    ],
)
def test_each_edit_is_told_in_a_line(edit: JsonObject, told: str) -> None:
    assert edit_told(edit) == told


def test_of_many_edits_the_first_are_in_the_summary() -> None:
    edits: list[Json] = [{"edit": "delete", "version": version} for version in range(1, 6)]
    many = replace(ENTRY, edits=[*edits, {"edit": "drop-snapshot", "version": 3}])
    assert summary(many) == "Soft-deleted event 1; Soft-deleted event 2; Soft-deleted event 3; and 2 more"
    assert summary(replace(ENTRY, edits="?")) == "What was written cannot be read"


def test_all_of_an_entry_is_told() -> None:
    assert list(sentences(ENTRY, when)) == [
        "Mira Castell wrote this on Sunday, with leftfold 1.",
        "Reason: The wrong lesson",
        "Ticket: SUP-118",
        "Aggregate student/3202, from version 4 to 5.",
        "Appended resetProgress, with lesson 6.",
        "State before: b…, after: a… (SHA-256, as the domain progress shows it).",
        "Its hash begins with h; that of the entry before, with p.",
    ]


def test_what_is_not_known_of_an_entry_is_told_too() -> None:
    bare = replace(
        ENTRY, at=None, because=Because("", ""), tool="", stream=None, states=None, hash="", edits=[], sure=False
    )
    assert list(sentences(bare, when)) == [
        "Somebody wrote this at an unknown time, with an unknown program.",
        "Reason: ",
        "Ticket: none",
        "Many aggregates were written to.",
        "Leftfold was ended while this was written; it may or may not be in the store.",
        "No hashes of the state were recorded.",
        "It is not in the chain of hashes.",
    ]
    same = replace(ENTRY, version=4, states=States("progress", "b", "b"))
    told = list(sentences(same, when))
    assert "Aggregate student/3202, at version 4." in told
    assert "The state stayed as it was (b…), as the domain progress shows it." in told


def test_what_was_found_of_a_chain_is_told_with_what_is_wrong_first() -> None:
    assert outcome(Checked(0, 0, "", ())) == ("The audit has no entries.",)
    assert outcome(Checked(1, 1, "", ())) == (
        "The audit is whole: 1 entry looked at.",
        "1 entry was written before the chain began; nothing seals them yet.",
    )
    assert outcome(Checked(9, 2, "h", ("Entry 3 is gone.",), ("Entry 4 is torn.",), 5)) == (
        "Entry 3 is gone.",
        "Entry 4 is torn.",
        "The audit is broken: 9 entries looked at.",
        "2 entries were written before the chain began; it seals them as they were then.",
        "The entry whose hash was kept is there, 5 entries after it.",
        "The last hash is h; kept elsewhere, it shows later whether entries were cut off.",
    )
