"""Fourth: why, and how far it is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.run_file import Run
from leftfold.model.edits import Because
from leftfold.ui.batch.commit_page import CommitPage
from tests.batch.bulk_reset import student


@pytest.fixture
def page(qtbot: QtBot) -> CommitPage:
    page = CommitPage()
    qtbot.addWidget(page)
    page.show()
    return page


def show(page: CommitPage, run: Run, *, unlocked: bool, working: bool) -> None:
    page.show_run(run)
    page.let(unlocked=unlocked, working=working)


def test_it_commits_only_with_a_reason_an_author_and_an_unlocked_store(page: CommitPage, run: Run) -> None:
    for because, unlocked, able in (
        (Because("Ada", ""), True, False),
        (Because("", "why"), True, False),
        (Because("Ada", "why"), False, False),
        (Because("Ada", "why"), True, True),
    ):
        page.because.fill(because)
        show(page, run, unlocked=unlocked, working=False)
        assert page.commit.isEnabled() is able
        assert page.unlock.isVisible() is not unlocked
    assert page.commit.text() == "Commit 20"
    assert page.said.startswith("0 of 20 are corrected; 20 proposed.")


def test_while_it_works_it_can_be_stopped_and_nothing_else(page: CommitPage, run: Run) -> None:
    page.because.fill(Because("Ada", "why"))
    show(page, run, unlocked=True, working=True)
    page.show_progress(7, 20)
    assert page.said == "7 of 20 are done."
    assert page.stop.isVisible()
    assert not page.commit.isEnabled()
    assert not page.report.isEnabled()


def test_those_that_were_skipped_are_listed(page: CommitPage, run: Run) -> None:
    for number in range(20):
        run.outcomes[student(number)] = Outcome(student(number), Result.COMMITTED)
    show(page, run, unlocked=True, working=False)
    assert page.commit.text() == "Nothing is left to commit"
    assert page.skipped == ""
    assert not page.again.isVisible()
    for number in range(10):
        run.outcomes[student(number)] = Outcome(student(number), Result.CHANGED, "Moved.")
    show(page, run, unlocked=True, working=False)
    assert page.skipped.startswith("student/0000: Moved.\nstudent/0001: Moved.")
    assert page.skipped.endswith("and 2 more, in the report.")
    assert page.again.isVisible()
    page.tell("Report saved.")
    assert page.said == "Report saved."
