"""The file of a run: added to, read again whatever its writer's end was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.batch.correction import DeleteEvents, Plan
from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.proposal import Proposal
from leftfold.batch.run_file import RunFile
from leftfold.batch.which import Where, listed
from leftfold.model.edits import Because
from leftfold.model.errors import CannotOpen, Refused
from leftfold.session import Session
from tests.batch.bulk_reset import BECAUSE, WHERE, make_school, student, tried

PLAN = Plan(which=Where(WHERE, "student"), correction=DeleteEvents(), because=BECAUSE)


@pytest.fixture
def file(tmp_path: Path) -> RunFile:
    return RunFile(tmp_path / "runs" / "run.jsonl")


@pytest.fixture
def proposals(tmp_path: Path, file: RunFile) -> list[Proposal]:
    with closing(Session.open(str(make_school(tmp_path / "s.sqlite", 6, wrong=4, active=1)))) as session:
        return tried(session, file)


def test_a_run_is_read_as_it_was_kept(file: RunFile, proposals: list[Proposal]) -> None:
    run = file.read()
    assert run.ended
    assert len(run) == len(proposals) == 4
    assert list(run.proposals([0, 1, 2, 3])) == proposals
    assert run.proposal(2) == proposals[2]
    assert run.head.plan.because == BECAUSE
    assert run.head.because == Because("Ada", f"A wrong bulk reset [batch {run.head.id}]", "T-7")
    # The one who went on is unlike the others: nothing of his last state would change.
    assert run.ranking[0] == 0


def test_outcomes_and_a_later_reason_are_kept(file: RunFile, proposals: list[Proposal]) -> None:
    file.record(Outcome(student(1), Result.LEFT_OUT))
    file.record(Outcome(student(1), Result.WANTED))
    file.explain(Because("Bob", "Another reason"))
    run = file.read()
    assert run.outcomes == {student(1): Outcome(student(1), Result.WANTED)}
    assert run.head.plan.because == Because("Bob", "Another reason")
    assert len(run) == len(proposals)


def test_a_proposal_made_anew_takes_the_place_of_the_one_before(file: RunFile, proposals: list[Proposal]) -> None:
    file.record(Outcome(student(1), Result.CHANGED, "moved"))
    file.repropose(proposals[1])
    run = file.read()
    assert len(run) == 4
    assert run.outcomes == {}
    assert run.proposal(1) == proposals[1]


def test_a_line_cut_short_counts_for_nothing(file: RunFile, proposals: list[Proposal]) -> None:
    file.record(Outcome(student(1), Result.COMMITTED, "", 5))
    whole = file.path.read_bytes()
    for cut in range(1, 60):
        file.path.write_bytes(whole[:-cut])
        file.record(Outcome(student(2), Result.COMMITTED, "", 5))
        run = file.read()
        assert list(run.proposals([0, 1, 2, 3])) == proposals
        assert student(2) in run.outcomes


def test_a_dry_run_that_was_ended_early_is_not_ended(file: RunFile) -> None:
    file.begin("somewhere", PLAN)

    def one() -> Iterator[Proposal]:
        yield Proposal(stream=student(1), base_version=1, base_deletions=frozenset(), offending=(1,), told="", edits=())
        raise StoreGone

    with pytest.raises(StoreGone):
        list(file.propose(one()))
    run = file.read()
    assert not run.ended
    assert len(run) == 1


class StoreGone(Exception):
    """The store went away."""


def test_a_file_that_is_there_is_not_written_over(file: RunFile, proposals: list[Proposal]) -> None:
    assert proposals
    with pytest.raises(Refused, match="exists already; name another file for this run"):
        file.begin("somewhere", PLAN)


@pytest.mark.parametrize("content", [b"", b"{}\n", b"not json\n", b'{"leftfold_batch": 99}\n'])
def test_what_is_no_run_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    with pytest.raises(CannotOpen, match="is not a batch run of this version of Leftfold"):
        RunFile(path).read()


def test_a_damaged_head_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"leftfold_batch": 1, "id": "a"}\n')
    with pytest.raises(CannotOpen, match="whose first line is damaged"):
        RunFile(path).read()


def test_a_place_that_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be read"):
        RunFile(tmp_path / "none.jsonl").read()
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpen, match="cannot be written"):
        RunFile(tmp_path / "file" / "run.jsonl").begin("somewhere", PLAN)
    with pytest.raises(CannotOpen, match="cannot be written"):
        RunFile(tmp_path).record(Outcome(student(1), Result.COMMITTED))


def test_listed_events_are_kept_and_a_condition_is_kept_as_it_always_was(file: RunFile, tmp_path: Path) -> None:
    file.begin("somewhere", PLAN)
    head = json.loads(file.path.read_text())
    assert (head["leftfold_batch"], head["where"], head["type"]) == (1, WHERE, "student")
    plan = replace(PLAN, which=listed([(student(1), 2), (student(4), 3)], file="found.jsonl"))
    other = RunFile(tmp_path / "other.jsonl")
    other.begin("somewhere", plan)
    other.explain(Because("Bob", "Another reason"))
    # An older version knows of no such runs, and is to say so.
    assert json.loads(other.path.read_text().splitlines()[0])["leftfold_batch"] == 2
    assert other.read().head.plan == replace(plan, because=Because("Bob", "Another reason"))
