"""A student's progress: the talk's own sequence, strict commands, event handlers that never reject."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from leftfold.domain.definition import NewEvent
from leftfold.domains.progress import PROGRESS, Progress
from leftfold.model.event import Document, Event
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.testing import check_domain, given
from leftfold.testing.scenarios import as_stored
from tests.domains.facts import facts

TALK = (
    NewEvent("placeStudent", {"lesson": 6, "activity": 1}),
    NewEvent("activityCompleted", {"lesson": 6, "activity": 1}),
    NewEvent("activityCompleted", {"lesson": 6, "activity": 2}),
    NewEvent("lessonCompleted", {"lesson": 6}),
    NewEvent("resetProgress", {"lesson": 3, "activity": 1}),
)
LEFT = NewEvent("studentUnregistered", {"result": "Withdrawn"})
HERE = Progress("Island", 6, 2, None, 7)


def _event(type_: str, data: Document) -> Event:
    return Event(StreamId("student", "3202"), 1, type_, data)


def _states(events: list[NewEvent] | tuple[NewEvent, ...]) -> list[Progress]:
    return list(accumulate(as_stored(PROGRESS, events), PROGRESS.evolve, initial=PROGRESS.initial))


def test_the_talks_student_moves_step_by_step() -> None:
    states = _states(TALK)[1:]
    assert [(state.lesson, state.activity) for state in states] == [(6, 1), (6, 2), (6, 3), (7, 1), (3, 1)]
    assert PROGRESS.show(states[-1]) == {
        "currentMap": None,
        "currentPosition": 3,
        "currentActivity": 1,
        "lastQuiz": None,
        "highestLesson": 7,
    }


@law(facts(PROGRESS))
def test_it_keeps_the_contract_and_applies_whatever_well_formed_events_come(events: list[NewEvent]) -> None:
    check_domain(PROGRESS, events=events)


@law(facts(PROGRESS))
def test_the_highest_lesson_only_rises_and_is_never_below_the_current(events: list[NewEvent]) -> None:
    states = _states(events)
    assert all(one.highest <= other.highest for one, other in pairwise(states))
    assert all(invariant.broken(state) is None for invariant in PROGRESS.invariants for state in states)


def test_the_invariant_tells_a_lesson_above_the_highest() -> None:
    assert PROGRESS.invariants[0].broken(Progress(lesson=7, highest=6)) == "On lesson 7, above the highest"


@pytest.mark.parametrize(
    ("type_", "data", "state"),
    [
        ("placeStudent", {"lesson": 2, "map": "Castle"}, HERE._replace(map="Castle", lesson=2, activity=1)),
        ("placeStudent", {"lesson": 9, "activity": None}, HERE._replace(lesson=9, activity=1, highest=9)),
        ("placeStudent", {"lesson": 2, "map": None}, HERE._replace(map=None, lesson=2, activity=1)),
        ("placeStudent", {"lesson": 2, "map": 3}, HERE._replace(map="3", lesson=2, activity=1)),
        ("activityCompleted", {"lesson": 1, "activity": 8}, HERE._replace(lesson=1, activity=9)),
        ("lessonCompleted", {"lesson": 8}, HERE._replace(lesson=9, activity=1, highest=9)),
        ("quizTaken", {"quiz": "Q6"}, HERE._replace(quiz={"quiz": "Q6", "score": None})),
        ("quizTaken", {"quiz": 6, "score": 12.5}, HERE._replace(quiz={"quiz": 6, "score": 12.5})),
        ("resetProgress", {"lesson": 3}, HERE._replace(lesson=3, activity=1)),
        ("studentUnregistered", {"result": "Withdrawn"}, HERE._replace(left="Withdrawn")),
        ("studentUnregistered", {}, HERE._replace(left="left")),
    ],
)
def test_what_each_event_does(type_: str, data: JsonObject, state: Progress) -> None:
    assert PROGRESS.evolve(HERE, _event(type_, data)) == state


@pytest.mark.parametrize(
    ("type_", "data", "problem"),
    [
        ("lessonLost", {}, "unknown event type 'lessonLost'; this domain knows placeStudent, activityCompleted"),
        ("placeStudent", {"lesson": "6"}, "the payload has no whole number 'lesson'"),
        ("placeStudent", {"lesson": True}, "the payload has no whole number 'lesson'"),
        ("activityCompleted", {"lesson": 6}, "the payload has no whole number 'activity'"),
        ("quizTaken", {"score": 3}, "the payload has no 'quiz'"),
        ("resetProgress", None, "the payload is no JSON object"),
    ],
)
def test_what_cannot_be_applied_is_told(type_: str, data: Document, problem: str) -> None:
    with pytest.raises((LookupError, ValueError, TypeError), match=problem):
        PROGRESS.evolve(HERE, _event(type_, data))


def test_how_a_student_left_is_shown_until_placed_again() -> None:
    *_, left, back = _states((*TALK, LEFT, TALK[0]))
    assert isinstance(shown := PROGRESS.show(left), dict)
    assert shown["unregistered"] == "Withdrawn"
    assert isinstance(shown := PROGRESS.show(back), dict)
    assert "unregistered" not in shown


@pytest.mark.parametrize(
    ("type_", "data", "sentence"),
    [
        ("placeStudent", {"lesson": 6, "map": "Island"}, "Placed at lesson 6, activity 1 in Island"),
        ("placeStudent", {"lesson": 6, "activity": 2}, "Placed at lesson 6, activity 2"),
        ("activityCompleted", {"lesson": 6, "activity": 2}, "Completed activity 2 of lesson 6"),
        ("lessonCompleted", {"lesson": 6}, "Completed lesson 6"),
        ("quizTaken", {"quiz": "Q6", "score": 80}, "Took quiz Q6: scored 80"),
        ("quizTaken", {"quiz": "Q6"}, "Took quiz Q6: no score"),
        ("resetProgress", {"lesson": 3}, "Progress was reset to lesson 3, activity 1 (was lesson 6, activity 2)"),
        ("studentUnregistered", {"result": "Pass"}, "Left the course: Pass"),
        ("studentUnregistered", None, "Left the course: no result"),
        ("lessonLost", {}, "lessonLost means nothing here"),
        ("", {}, "An event without a type means nothing here"),
    ],
)
def test_what_happened_is_told(type_: str, data: Document, sentence: str) -> None:
    assert PROGRESS.sentence(_event(type_, data), HERE, HERE) == sentence


def test_a_reset_of_a_student_who_was_nowhere_tells_no_place_before() -> None:
    event = _event("resetProgress", {"lesson": 3, "activity": 2})
    assert PROGRESS.sentence(event, Progress(), HERE) == "Progress was reset to lesson 3, activity 2"


def test_tracks_have_no_value_before_there_is_one() -> None:
    lesson, activity, score = (track.value for track in PROGRESS.tracks)
    assert [value(Progress()) for value in (lesson, activity, score)] == [None, None, None]
    quiz: JsonObject = {"quiz": "Q6", "score": 80}
    assert [value(HERE._replace(quiz=quiz)) for value in (lesson, activity, score)] == [6, 2, 80]


def test_an_activity_the_student_is_not_at_is_rejected_with_that_reason() -> None:
    given(PROGRESS, *TALK[:4]).when("Complete activity", {"lesson": 6, "activity": 2}).then_rejected(
        "Cannot complete activity 2 of lesson 6: the student is at activity 1 of lesson 7."
    )


def test_what_a_student_is_at_is_completed() -> None:
    at = given(PROGRESS, *TALK[:2])
    done: JsonObject = {"lesson": 6, "activity": 2}
    at.when("complete-activity", done).then(NewEvent("activityCompleted", done))
    at.when("complete-lesson", {"lesson": 6}).then(NewEvent("lessonCompleted", {"lesson": 6}))
    at.when("complete-lesson", {"lesson": 5}).then_rejected(
        "Cannot complete lesson 5: the student is at activity 2 of lesson 6."
    )


def test_a_student_is_placed_once_or_again_after_leaving() -> None:
    place: JsonObject = {"lesson": 2, "activity": None, "map": "Island"}
    placed = NewEvent("placeStudent", {"lesson": 2, "map": "Island"})
    given(PROGRESS).when("place-student", place).then(placed)
    given(PROGRESS, TALK[0], LEFT).when("place-student", place).then(placed)
    given(PROGRESS, TALK[0]).when("place-student", place).then_rejected(
        "The student is placed already, at lesson 6, activity 1."
    )


@pytest.mark.parametrize("arguments", [{"lesson": 0}, {"lesson": -1}, {"lesson": 1, "activity": 0}])
@pytest.mark.parametrize("command", ["place-student", "reset-progress"])
def test_lessons_and_activities_are_counted_from_1(command: str, arguments: JsonObject) -> None:
    start = given(PROGRESS, *([TALK[0]] if command == "reset-progress" else []))
    start.when(command, arguments).then_rejected("Lessons and activities are counted from 1.")


def test_progress_is_reset_forwards_too() -> None:
    given(PROGRESS, TALK[0]).when("reset-progress", {"lesson": 9}).then(NewEvent("resetProgress", {"lesson": 9}))


@pytest.mark.parametrize("score", [-1, 100.5])
def test_a_score_is_between_0_and_100(score: float) -> None:
    quiz = given(PROGRESS, TALK[0])
    quiz.when("take-quiz", {"quiz": "Q", "score": score}).then_rejected(f"A score is between 0 and 100, not {score}.")
    quiz.when("take-quiz", {"quiz": "Q", "score": None}).then(NewEvent("quizTaken", {"quiz": "Q"}))


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("complete-activity", {"lesson": 6, "activity": 1}),
        ("complete-activity", {"lesson": 0, "activity": 0}),
        ("complete-lesson", {"lesson": 6}),
        ("complete-lesson", {"lesson": 0}),
        ("take-quiz", {"quiz": "Q6"}),
        ("reset-progress", {"lesson": 3}),
    ],
)
def test_a_student_who_is_not_there_does_nothing(command: str, arguments: JsonObject) -> None:
    given(PROGRESS).when(command, arguments).then_rejected("The student has not been placed yet.")
    given(PROGRESS, TALK[0], LEFT).when(command, arguments).then_rejected(
        "The student has left the course (Withdrawn)."
    )


@law(facts(PROGRESS), st.integers(1, 12), st.integers(1, 9))
def test_a_wrong_place_is_made_right_by_a_reset(events: list[NewEvent], lesson: int, activity: int) -> None:
    assert PROGRESS.compensate is not None
    now = _states(events)[-1]
    wanted = now._replace(lesson=lesson, activity=activity, highest=max(now.highest, lesson))
    reset = NewEvent("resetProgress", {"lesson": lesson, "activity": activity})
    assert PROGRESS.compensate(now, wanted) == (() if now == wanted else (reset,))


@pytest.mark.parametrize(
    "wanted",
    [
        HERE._replace(lesson=0),
        HERE._replace(activity=0),
        HERE._replace(map="Castle"),
        HERE._replace(quiz={"quiz": "Q"}),
        HERE._replace(highest=9),
        HERE._replace(lesson=9),
        HERE._replace(left="Pass"),
    ],
)
def test_what_no_reset_can_make_right_is_not_compensated(wanted: Progress) -> None:
    assert PROGRESS.compensate is not None
    assert PROGRESS.compensate(HERE, wanted) is None


def test_nothing_is_compensated_where_nothing_is_wrong() -> None:
    assert PROGRESS.compensate is not None
    assert PROGRESS.compensate(Progress(), Progress()) == ()


@pytest.mark.parametrize("document", [None, [], {}, "state"])
def test_what_is_no_state_is_not_restored(document: Json) -> None:
    assert PROGRESS.restore is not None
    with pytest.raises((TypeError, KeyError)):
        PROGRESS.restore(document)
