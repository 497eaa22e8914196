"""What a row says once its event was replayed."""

from __future__ import annotations

from dataclasses import replace

from leftfold.domains.progress import PROGRESS
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.model.step import Standing
from leftfold.replay.fold import fold
from leftfold.replay.survey import Mark
from leftfold.ui.events.telling import MOST_CHANGES, Told, tell
from leftfold.ui.events.wording import Changed
from tests.ui.events.made import LISA

EVENTS = (
    Event(LISA, 1, "placeStudent", {"lesson": 1}),
    Event(LISA, 2, "lessonSkipped", {}),
    Event(LISA, 3, "lessonCompleted", {"lesson": 1}),
    Event(LISA, 4, "lessonCompleted", {"lesson": 2}, deleted=True),
)


def told() -> list[Told]:
    return [tell(PROGRESS, step) for step in fold(PROGRESS, EVENTS, Standing(PROGRESS.initial))]


def test_each_outcome_is_told() -> None:
    assert [one.mark for one in told()] == [Mark.APPLIED, Mark.FAILED, Mark.APPLIED, Mark.SKIPPED]
    assert [one.sentence.partition(":")[0] for one in told()] == [
        "Placed at lesson 1, activity 1",
        "lessonSkipped could not be applied",
        "Completed lesson 1",
        "Soft-deleted",
    ]
    assert told()[2].changes[0] == Changed("currentPosition", "1", "2")
    assert told()[0].source == "student/3202"


def test_the_first_failure_is_told_with_what_follows_it() -> None:
    assert [one.stands_on for one in told()] == [None, None, 2, 2]
    assert [bool(one.error) for one in told()] == [False, True, False, False]
    assert told()[1].sentence.endswith(f": {told()[1].error}")


def test_changes_beyond_those_that_fit_are_counted() -> None:
    many: Json = {str(number): number for number in range(MOST_CHANGES + 3)}
    wide = replace(PROGRESS, show=lambda state: many if state.lesson else {})
    first = next(iter(fold(wide, EVENTS[:1], Standing(wide.initial))))
    assert (len(tell(wide, first).changes), tell(wide, first).more) == (MOST_CHANGES, 3)


def test_a_sentence_is_one_line_and_not_endless() -> None:
    wordy = replace(PROGRESS, sentence=lambda _event, _before, _after: "two\nlines " + "x" * 1_000_000)
    first = next(iter(fold(wordy, EVENTS[:1], Standing(wordy.initial))))
    assert tell(wordy, first).sentence.startswith("two lines xxx")
    assert len(tell(wordy, first).sentence) < 1_000
