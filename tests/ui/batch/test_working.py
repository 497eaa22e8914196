"""A batch at work, off the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.batch.correction import DeleteEvents, Plan
from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.run_file import Run
from leftfold.batch.which import Where
from leftfold.draft.draft import Draft
from leftfold.model.edits import Because
from leftfold.model.errors import StoreFailed
from leftfold.session import Session
from leftfold.store.writing import Committed
from leftfold.ui.batch.working import Batch, runs_folder
from leftfold.ui.tasks import Tasks
from tests.batch.bulk_reset import BECAUSE, WHERE, student
from tests.ui.conftest import WAIT

PLAN = Plan(which=Where(WHERE), correction=DeleteEvents(), because=BECAUSE)


@pytest.fixture
def batch(session: Session, tasks: Tasks) -> Batch:
    return Batch(session, tasks)


@pytest.fixture
def ran(batch: Batch, qtbot: QtBot) -> Callable[[Callable[[], None]], Run]:
    """Gives the run once what is begun has ended."""

    def run(act: Callable[[], None]) -> Run:
        with qtbot.waitSignal(batch.ran, timeout=WAIT) as done:
            act()
        found = done.args[0]
        assert isinstance(found, Run)
        return found

    return run


def test_the_first_is_previewed(batch: Batch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(batch.previewed, timeout=WAIT) as done:
        batch.preview(PLAN)
    assert done.args[0].stream == student(0)
    with qtbot.waitSignal(batch.preview_failed, timeout=WAIT) as failed:
        batch.preview(Plan(which=Where("event."), correction=DeleteEvents(), because=BECAUSE))
    assert str(failed.args[0]).startswith("The condition goes wrong")


def test_it_is_tried_on_all_committed_and_reported(
    batch: Batch, ran: Callable[[Callable[[], None]], Run], session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[tuple[int, int]] = []
    batch.progressed.connect(lambda done, total: told.append((done, total)))
    run = ran(lambda: batch.dry_run(PLAN))
    assert len(run) == 20
    assert run.path.parent == runs_folder()
    assert told[-1][0] == told[-1][1] == 21
    batch.settle(Outcome(student(7), Result.LEFT_OUT))
    session.unlock()
    run = ran(lambda: batch.commit(Because("Bob", "Put right")))
    assert told[-1] == (19, 19)
    assert sum(one.result is Result.COMMITTED for one in run.outcomes.values()) == 19
    assert session.store.audit(student(3))[-1].because.reason.startswith("Put right [batch ")
    with qtbot.waitSignal(batch.reported, timeout=WAIT) as done:
        batch.report(run, tmp_path / "r.html")
    assert done.args == [f"Report saved as {tmp_path / 'r.html'}."]
    with qtbot.waitSignal(batch.reported, timeout=WAIT) as done:
        batch.report(run, tmp_path / "r.pdf")
    assert "says no kind of report" in done.args[0]


def test_a_commit_is_stopped_and_gone_on_with(
    batch: Batch, ran: Callable[[Callable[[], None]], Run], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ran(lambda: batch.dry_run(PLAN))
    session.unlock()
    commit, reached, go_on = Session.commit, threading.Event(), threading.Event()

    def slowly(self: Session, draft: Draft) -> Committed:
        if draft.stream == student(4):
            reached.set()
            go_on.wait(WAIT / 1_000)
        return commit(self, draft)

    monkeypatch.setattr(Session, "commit", slowly)

    def stopped() -> None:
        batch.commit(BECAUSE)
        assert reached.wait(WAIT / 1_000)
        assert batch.is_under_way
        batch.stop()
        go_on.set()

    run = ran(stopped)
    assert len(run.outcomes) == 5
    assert len(ran(lambda: batch.commit(BECAUSE)).outcomes) == 20


def test_those_that_changed_since_are_tried_again(
    batch: Batch, ran: Callable[[Callable[[], None]], Run], session: Session
) -> None:
    run = ran(lambda: batch.dry_run(PLAN))
    session.unlock()
    session.commit(run.proposal(5).draft(Because("Bob", "By hand")))
    run = ran(lambda: batch.commit(BECAUSE))
    assert run.outcomes[student(5)].result is Result.CHANGED
    assert ran(batch.try_again).outcomes[student(5)].result is Result.LEFT_OUT


def test_what_fails_is_said(batch: Batch, qtbot: QtBot, ran: Callable[[Callable[[], None]], Run]) -> None:
    ran(lambda: batch.dry_run(PLAN))
    with qtbot.waitSignal(batch.failed, timeout=WAIT) as failed:
        batch.commit(BECAUSE)
    assert failed.args == ["The store is open read-only; unlock it before committing."]


def test_where_the_store_goes_away_what_was_written_by_then_is_known(
    batch: Batch,
    qtbot: QtBot,
    ran: Callable[[Callable[[], None]], Run],
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran(lambda: batch.dry_run(PLAN))
    session.unlock()
    commit = Session.commit

    def fails(self: Session, draft: Draft) -> Committed:
        if draft.stream == student(4):
            raise StoreFailed("The store went away.")
        return commit(self, draft)

    monkeypatch.setattr(Session, "commit", fails)
    with qtbot.waitSignal(batch.failed, timeout=WAIT) as failed:
        run = ran(lambda: batch.commit(BECAUSE))
    assert failed.args == ["The store went away."]
    assert len(run.outcomes) == 4


def test_a_run_that_was_kept_is_gone_on_with(
    batch: Batch, ran: Callable[[Callable[[], None]], Run], run: Run, qtbot: QtBot, tmp_path: Path
) -> None:
    assert len(ran(lambda: batch.reopen(run.path))) == 20
    assert batch.file is not None
    assert batch.file.path == run.path
    with qtbot.waitSignal(batch.failed, timeout=WAIT):
        batch.reopen(tmp_path / "none.jsonl")


def test_before_a_run_there_is_nothing_to_do(batch: Batch, tasks: Tasks) -> None:
    batch.commit(BECAUSE)
    batch.try_again()
    batch.settle(Outcome(student(1), Result.LEFT_OUT))
    assert tasks.is_idle


def test_a_dry_run_that_is_given_up_tells_nothing(batch: Batch, qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.assertNotEmitted(batch.ran):
        batch.dry_run(PLAN)
        batch.give_up()
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    batch.close()
    assert not batch.is_under_way
    assert batch.file is not None
    assert not batch.file.path.exists()


def test_once_closed_it_tells_nothing_and_keeps_what_was_said(
    batch: Batch, ran: Callable[[Callable[[], None]], Run], qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    run = ran(lambda: batch.dry_run(PLAN))
    with qtbot.assertNotEmitted(batch.reported):
        batch.settle(Outcome(student(7), Result.LEFT_OUT))
        batch.report(run, tmp_path / "r.html")
        batch.close()
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert batch.file is not None
    assert batch.file.read().outcomes == {student(7): Outcome(student(7), Result.LEFT_OUT)}
    assert (tmp_path / "r.html").exists()
