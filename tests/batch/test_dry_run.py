"""The dry run over a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.batch.correction import DeleteEvents, Plan, RestoreState
from leftfold.batch.dry_run import DryRun, Progress
from leftfold.batch.proposal import Proposal
from leftfold.batch.which import Where, listed
from leftfold.diagnose.condition import ConditionError
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.errors import Cancelled
from leftfold.model.stream import StreamId
from leftfold.session import Session
from tests.batch.bulk_reset import BECAUSE, WHERE, make_school, student
from tests.store_builders import make_native

PLAN = Plan(which=Where(WHERE), correction=DeleteEvents(), because=BECAUSE)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Session]:
    with closing(Session.open(str(make_school(tmp_path / "s.sqlite", 60, wrong=30, active=5)))) as session:
        yield session


def found(session: Session, plan: Plan) -> list[Proposal]:
    return list(DryRun(session, plan).proposals(lambda _progress: None))


def test_all_that_were_reset_on_that_day_are_found_and_no_other(school: Session) -> None:
    assert [one.stream for one in found(school, PLAN)] == [student(number) for number in range(30)]


@pytest.mark.parametrize(
    "where",
    [
        "event.metadata.job = 'nightly-reset'",
        "fell(currentPosition) and event.data.lesson = 1",
        "event.type = 'resetProgress' and event.metadata.by = 'cron'",
    ],
)
def test_it_does_not_matter_in_which_way_they_are_described(school: Session, where: str) -> None:
    assert found(school, replace(PLAN, which=Where(where))) == found(school, PLAN)


def test_another_type_of_aggregate_is_not_looked_at(school: Session) -> None:
    assert found(school, replace(PLAN, which=Where(WHERE, "cart"))) == []
    assert len(found(school, replace(PLAN, which=Where(WHERE, "student")))) == 30


def test_streams_that_are_read_by_themselves_give_the_same(school: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    together = found(school, PLAN)
    monkeypatch.setattr("leftfold.store.sweeping.MOST", 3)
    assert found(school, PLAN) == together


def test_progress_is_told_and_may_end_it(school: Session) -> None:
    told: list[Progress] = []
    list(DryRun(school, PLAN).proposals(told.append))
    assert told[-1] == Progress(33, 33)
    list(DryRun(school, replace(PLAN, which=Where("fell(currentPosition)"))).proposals(told.append))
    assert told[-1] == Progress(60, None)

    def end(_progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(DryRun(school, PLAN).proposals(end))


def test_the_first_is_tried_alone(school: Session) -> None:
    assert DryRun(school, PLAN).first(lambda _progress: None) == found(school, PLAN)[0]
    nothing = replace(PLAN, which=Where("event.type = 'flown'"))
    assert DryRun(school, nothing).first(lambda _progress: None) is None


def test_one_is_tried_again(school: Session) -> None:
    dry_run = DryRun(school, PLAN)
    assert dry_run.again(student(2)) == found(school, PLAN)[2]
    assert dry_run.again(student(59)) is None


def test_what_is_no_condition_is_said(school: Session) -> None:
    with pytest.raises(ConditionError):
        DryRun(school, replace(PLAN, which=Where("event.type =")))


def test_events_that_fail_hide_nothing(tmp_path: Path) -> None:
    path = make_native(
        tmp_path / "s.sqlite",
        {"student/1": [("placeStudent", {"lesson": 5}), ("odd", {}), ("resetProgress", {"lesson": 1}), ("odd", "{")]},
    )
    with closing(Session.open(str(path))) as session:
        plan = Plan(which=Where("event.type = 'resetProgress'"), correction=RestoreState(), because=Because("a", "b"))
        (one,) = found(session, plan)
        assert [change.after for change in one.changes] == [5]
        assert one.troubles == ()


def test_events_of_a_list_are_tried_as_those_of_a_condition_are(school: Session) -> None:
    wrong = found(school, PLAN)
    gone = (StreamId("student", "nobody"), 1)
    events = [gone, *((one.stream, version) for one in reversed(wrong) for version in one.offending)]
    plan = replace(PLAN, which=listed(events))
    told: list[Progress] = []
    tried = list(DryRun(school, plan).proposals(told.append))
    assert tried == wrong[::-1]
    assert told[0] == Progress(0, 31)
    assert told[-1] == Progress(31, 31)
    assert DryRun(school, plan).first(lambda _progress: None) == wrong[-1]
    assert DryRun(school, plan).again(student(2)) == wrong[2]
    assert DryRun(school, plan).again(gone[0]) is None
    assert DryRun(school, plan).again(student(40)) is None


def test_of_a_list_only_what_counts_is_tried(school: Session) -> None:
    plan = replace(PLAN, which=listed([(student(3), 1), (student(3), 2), (student(4), 99)]))
    school.unlock()
    draft = school.new_draft(school.open_stream(student(3)), BECAUSE)
    school.commit(replace(draft, edits=(SoftDelete(1),)))
    assert [(one.stream, one.offending) for one in found(school, plan)] == [(student(3), (2,))]


def test_a_list_is_gone_through_no_further_once_it_is_ended(school: Session) -> None:
    plan = replace(PLAN, which=listed([(student(number), 1) for number in range(9)]))

    def end(progress: Progress) -> None:
        if progress.done == 2:
            raise Cancelled

    tried = DryRun(school, plan).proposals(end)
    assert [next(tried).stream, next(tried).stream] == [student(0), student(1)]
    with pytest.raises(Cancelled):
        next(tried)
