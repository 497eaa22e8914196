"""A run committed aggregate by aggregate: stopped, killed, gone on with, and never done twice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.batch.committing import changed, commit_run, pending, try_again
from leftfold.batch.correction import DeleteEvents, Plan, RestoreState, run_command
from leftfold.batch.dry_run import DryRun
from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.proposal import Proposal
from leftfold.batch.run_file import RunFile
from leftfold.batch.which import Where
from leftfold.draft.draft import Draft, with_append
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Cancelled, Refused
from leftfold.model.stream import StreamId
from leftfold.session import Session
from tests.batch.bulk_reset import BECAUSE, lesson_of, make_school, student, tried
from tests.servers import Server
from tests.store_builders import make_eventsourcing
from tests.test_preview_is_store import STATE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_school(tmp_path / "s.sqlite", 12, wrong=10, active=2)


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with closing(Session.open(str(path))) as session:
        session.unlock()
        yield session


@pytest.fixture
def file(tmp_path: Path) -> RunFile:
    return RunFile(tmp_path / "run.jsonl")


def committed(session: Session, file: RunFile) -> list[Outcome]:
    return list(commit_run(session, file, progress=lambda _done: None))


def lesson(session: Session, stream: StreamId) -> object:
    replay = session.open_stream(stream)
    return replay.history.standing(len(replay.index)).state.lesson


def went_on(session: Session, number: int) -> None:
    """A student completes an activity, as the application writes it."""
    replay = session.open_stream(student(number))
    draft = session.new_draft(replay, Because("app", "went on"))
    event = Append("activityCompleted", {"lesson": 1, "activity": 1}, datetime(2026, 3, 5, tzinfo=UTC))
    session.commit(with_append(draft, event))


def test_all_are_committed_and_each_says_why(session: Session, file: RunFile) -> None:
    tried(session, file)
    outcomes = committed(session, file)
    assert Counter(one.result for one in outcomes) == {Result.COMMITTED: 10}
    assert [lesson(session, student(number)) for number in range(2, 10)] == [lesson_of(n) for n in range(2, 10)]
    (entry,) = session.store.audit(student(3))
    assert entry.because == file.read().head.because
    assert pending(file.read()) == []
    assert committed(session, file) == []


def test_what_changed_since_is_skipped_and_tried_anew(session: Session, file: RunFile) -> None:
    tried(session, file)
    went_on(session, 4)
    outcomes = committed(session, file)
    (skipped,) = [one for one in outcomes if one.result is not Result.COMMITTED]
    assert (skipped.stream, skipped.result) == (student(4), Result.CHANGED)
    assert "1 event arrived, activityCompleted (version 4)" in skipped.why
    run = file.read()
    assert ([run.streams[place] for place in changed(run)], pending(run)) == ([student(4)], [])

    (again,) = try_again(session, file, progress=lambda _done: None)
    assert isinstance(again, Proposal)
    assert again.base_version == 4
    assert [one.result for one in committed(session, file)] == [Result.COMMITTED]
    assert changed(file.read()) == []


def test_one_that_was_put_right_meanwhile_is_left_out(session: Session, file: RunFile) -> None:
    proposals = tried(session, file)
    session.commit(proposals[4].draft(Because("Bob", "By hand")))
    assert [one.stream for one in committed(session, file) if one.result is Result.CHANGED] == [student(4)]
    (again,) = try_again(session, file, progress=lambda _done: None)
    assert again == Outcome(student(4), Result.LEFT_OUT, "It has no offending events any more.")
    assert (pending(file.read()), changed(file.read())) == ([], [])


def test_what_was_left_out_stays_as_it_is(session: Session, file: RunFile) -> None:
    tried(session, file)
    file.record(Outcome(student(5), Result.LEFT_OUT))
    assert student(5) not in [one.stream for one in committed(session, file)]
    assert lesson(session, student(5)) == 1


def test_it_stops_between_two_and_goes_on(session: Session, file: RunFile) -> None:
    tried(session, file)

    def stop(done: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(commit_run(session, file, progress=stop))
    assert len(pending(file.read())) == 7
    assert len(committed(session, file)) == 7


@pytest.mark.parametrize("correction", [DeleteEvents(), RestoreState()])
def test_what_was_committed_and_not_recorded_is_known_again(
    session: Session, file: RunFile, correction: DeleteEvents | RestoreState, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried(session, file, correction)
    record = RunFile.record

    def killed(_file: RunFile, _outcome: Outcome) -> None:
        raise Cancelled

    monkeypatch.setattr(RunFile, "record", killed)
    with pytest.raises(Cancelled):
        committed(session, file)
    monkeypatch.setattr(RunFile, "record", record)
    assert len(pending(file.read())) == 10
    # What the application wrote since then does not hide it.
    went_on(session, 0)
    assert {one.result for one in committed(session, file)} == {Result.COMMITTED}
    ours = [entry for entry in session.store.audit(student(0)) if "[batch" in entry.because.reason]
    assert len(ours) == 1


def test_a_commit_that_is_killed_is_gone_on_with(tmp_path: Path, file: RunFile) -> None:
    path, count = make_school(tmp_path / "many.sqlite", 300, wrong=300), 300
    with closing(Session.open(str(path))) as session:
        tried(session, file, RestoreState())
    command = [sys.executable, "-m", "leftfold", "batch", "commit", str(file.path), str(path), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        for _line in range(40):
            assert process.stdout.readline()
        process.kill()
    left = len(pending(file.read()))
    assert 0 < left <= count - 39
    assert subprocess.run(command, capture_output=True, check=True).returncode == 0
    assert pending(file.read()) == []
    with closing(Session.open(str(path))) as session:
        for number in range(count):
            events = session.store.index(student(number))
            assert events.type_at(len(events)) == "resetProgress"
            assert lesson(session, student(number)) == lesson_of(number)
            assert len([entry for entry in session.store.audit(student(number)) if entry.version]) == 1


def test_what_a_rule_refuses_at_once_is_said_and_nothing_recorded(session: Session, file: RunFile) -> None:
    tried(session, file)
    session.lock()
    with pytest.raises(Refused, match="read-only"):
        committed(session, file)
    assert len(pending(file.read())) == 10


def test_what_is_refused_for_one_does_not_end_the_others(
    session: Session, file: RunFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried(session, file)
    commit = Session.commit

    def picky(self: Session, draft: Draft) -> object:
        if draft.stream == student(4):
            raise Refused("Not this one.")
        return commit(self, draft)

    monkeypatch.setattr(Session, "commit", picky)
    outcomes = committed(session, file)
    assert [one for one in outcomes if one.result is Result.REFUSED] == [
        Outcome(student(4), Result.REFUSED, "Not this one.")
    ]
    assert len(outcomes) == 10
    # It is tried once more when the commit is gone on with.
    assert len(pending(file.read())) == 1


def test_a_run_that_cannot_be_committed_says_why(session: Session, file: RunFile, tmp_path: Path) -> None:
    plan = Plan(which=Where("event.deleted"), correction=DeleteEvents(), because=BECAUSE)
    file.begin(session.place, plan)
    with pytest.raises(Refused, match="was ended before it was through; do it again"):
        committed(session, file)
    other = RunFile(tmp_path / "other.jsonl")
    other.begin("elsewhere.sqlite", plan)
    list(other.propose(iter(())))
    with pytest.raises(Refused, match=r"was made on elsewhere\.sqlite, not on"):
        committed(session, other)
    bare = RunFile(tmp_path / "bare.jsonl")
    bare.begin(
        session.place, Plan(which=Where("event.deleted"), correction=DeleteEvents(), because=Because("Ann", " "))
    )
    list(bare.propose(iter(())))
    with pytest.raises(Refused, match="No reason was given"):
        committed(session, bare)


DOMAIN = """
from leftfold.domain.definition import Command, Domain, Field, Kind, NewEvent

def reprice(state, given):
    return (NewEvent("Order.Priced", {**state, "n": given["n"]}),)

DOMAIN = Domain(
    name="orders", title="Orders", aggregate_types=(), initial={}, show=lambda state: state,
    evolve=lambda state, event: {key: value for key, value in event.data.items() if key != "timestamp"},
    sentence=lambda event, before, after: event.type,
    commands=(Command("reprice", "Reprice", (Field("n", "N", Kind.INTEGER),), reprice),),
)
"""


def test_the_store_of_another_library_is_corrected_by_its_commands(tmp_path: Path, file: RunFile) -> None:
    path, domain = tmp_path / "es.sqlite", tmp_path / "orders.py"
    domain.write_text(DOMAIN)
    wrong = STATE.replace(b'"n":1', b'"n":-5')
    ids = [f"{number:032x}" for number in range(1, 8)]
    states = ((1, STATE), (2, wrong))
    make_eventsourcing(path, [(id_, at, "shop:Order.Priced", state) for id_ in ids for at, state in states])
    with closing(Session.open(str(path), domain=str(domain))) as session:
        session.unlock()
        assert not session.store.capability("soft delete").allowed
        plan = Plan(
            which=Where("event.data.n < 0"), correction=run_command("reprice", {"n": "=before.n"}), because=BECAUSE
        )
        file.begin(session.place, plan)
        assert len(list(file.propose(DryRun(session, plan).proposals(lambda _progress: None)))) == 7

        def stop(done: int) -> None:
            if done == 1:
                raise Cancelled

        with pytest.raises(Cancelled):
            list(commit_run(session, file, progress=stop))
        # As if the last line had not been written any more.
        file.path.write_bytes(b"".join(file.path.read_bytes().splitlines(keepends=True)[:-1]))
        assert {one.result for one in committed(session, file)} == {Result.COMMITTED}
        for id_ in ids:
            replay = session.open_stream(session.resolve(id_))
            assert len(replay.index) == 3
            assert replay.history.standing(3).state["n"] == 1


def test_postgresql(postgresql: Server, file: RunFile) -> None:
    url = make_school(postgresql.new_database(), 40, wrong=25, active=3)
    with closing(Session.open(url)) as session:
        session.unlock()
        assert len(tried(session, file, RestoreState())) == 25
        went_on(session, 9)
        outcomes = committed(session, file)
        assert Counter(one.result for one in outcomes) == {Result.COMMITTED: 24, Result.CHANGED: 1}
        assert lesson(session, student(8)) == lesson_of(8)
