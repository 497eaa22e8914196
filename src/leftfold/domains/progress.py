"""A student's progress through the lessons and activities of a reading app."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, NamedTuple

from leftfold.domain.asking import asked_by
from leftfold.domain.definition import (
    Arguments,
    Command,
    Decision,
    Domain,
    EventType,
    Field,
    Invariant,
    Kind,
    NewEvent,
    Rejection,
    Track,
    unknown_event,
)
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject


class Progress(NamedTuple):
    """Where a student is. A named tuple, because a replay of a million events makes a million of them."""

    map: str | None = None
    lesson: int = 0
    """The lesson the student is on; 0 before being placed."""
    activity: int = 0
    """The next activity of that lesson."""
    quiz: JsonObject | None = None
    highest: int = 0
    """The highest lesson the student was ever on."""
    left: str | None = None
    """How the student left the course."""


_progress = partial(tuple.__new__, Progress)
"""A state of a tuple of all its fields, at half the cost of the named tuple's own constructor."""


def _placed(state: Progress, data: JsonObject) -> Progress:
    lesson, activity = _whole(data, "lesson"), _whole(data, "activity", 1)
    name = data.get("map", state.map)
    return Progress(None if name is None else str(name), lesson, activity, state.quiz, max(state.highest, lesson))


def _activity_completed(state: Progress, data: JsonObject) -> Progress:
    lesson, activity = data.get("lesson"), data.get("activity")
    # Most events of most students; asking `_whole` and `_moved` would be half of their fold.
    if type(lesson) is int and type(activity) is int:
        name, _lesson, _activity, quiz, highest, left = state
        return _progress((name, lesson, activity + 1, quiz, lesson if lesson > highest else highest, left))
    return _moved(state, _whole(data, "lesson"), _whole(data, "activity") + 1)


def _lesson_completed(state: Progress, data: JsonObject) -> Progress:
    return _moved(state, _whole(data, "lesson") + 1, 1)


def _moved(state: Progress, lesson: int, activity: int) -> Progress:
    name, _lesson, _activity, quiz, highest, left = state
    return _progress((name, lesson, activity, quiz, lesson if lesson > highest else highest, left))


def _quiz_taken(state: Progress, data: JsonObject) -> Progress:
    if data.get("quiz") is None:
        raise ValueError("the payload has no 'quiz'")
    quiz = {"quiz": data["quiz"], "score": data.get("score")}
    return Progress(state.map, state.lesson, state.activity, quiz, state.highest, state.left)


def _reset(state: Progress, data: JsonObject) -> Progress:
    return _moved(state, _whole(data, "lesson"), _whole(data, "activity", 1))


def _unregistered(state: Progress, data: JsonObject) -> Progress:
    return state._replace(left=str(data.get("result") or "left"))


_HANDLERS = {
    "placeStudent": _placed,
    "activityCompleted": _activity_completed,
    "lessonCompleted": _lesson_completed,
    "quizTaken": _quiz_taken,
    "resetProgress": _reset,
    "studentUnregistered": _unregistered,
}


def _evolve(state: Progress, event: Event) -> Progress:
    try:
        handler = _HANDLERS[event.type]
    except KeyError:
        raise unknown_event(event, EVENTS) from None
    data = event.data
    if not isinstance(data, dict):
        raise TypeError("the payload is no JSON object")
    return handler(state, data)


def _whole(data: JsonObject, name: str, default: int | None = None) -> int:
    value = data.get(name)
    if type(value) is int:
        return value
    if value is None and default is not None:
        return default
    raise ValueError(f"the payload has no whole number {name!r}")


def _show(state: Progress) -> Json:
    shown: JsonObject = {
        "currentMap": state.map,
        "currentPosition": state.lesson,
        "currentActivity": state.activity,
        "lastQuiz": state.quiz,
        "highestLesson": state.highest,
    }
    return shown if state.left is None else {**shown, "unregistered": state.left}


def _restore(document: Json) -> Progress:
    if not isinstance(document, dict):
        raise TypeError("a state is a JSON object")
    known: dict[str, Any] = {**document}
    place = (known["currentMap"], known["currentPosition"], known["currentActivity"])
    return Progress(*place, known["lastQuiz"], known["highestLesson"], known.get("unregistered"))


def _sentence(event: Event, before: Progress, _after: Progress) -> str:
    data = event.data if isinstance(event.data, dict) else {}
    match event.type:
        case "placeStudent":
            where = data.get("map")
            return f"Placed at {_place(data)}" + ("" if where is None else f" in {where}")
        case "activityCompleted":
            return f"Completed activity {data.get('activity')} of lesson {data.get('lesson')}"
        case "lessonCompleted":
            return f"Completed lesson {data.get('lesson')}"
        case "resetProgress":
            was = f" (was lesson {before.lesson}, activity {before.activity})" if before.lesson else ""
            return f"Progress was reset to {_place(data)}{was}"
        case _:
            return _other_sentence(event.type, data)


def _other_sentence(event_type: str, data: JsonObject) -> str:
    match event_type:
        case "quizTaken":
            score = data.get("score")
            return f"Took quiz {data.get('quiz')}: " + ("no score" if score is None else f"scored {score}")
        case "studentUnregistered":
            return f"Left the course: {data.get('result') or 'no result'}"
        case _:
            return f"{event_type or 'An event without a type'} means nothing here"


def _place(data: JsonObject) -> str:
    return f"lesson {data.get('lesson')}, activity {data.get('activity') or 1}"


def _place_student(state: Progress, given: Arguments) -> Decision:
    if state.lesson and state.left is None:
        return Rejection(f"The student is placed already, at lesson {state.lesson}, activity {state.activity}.")
    return _to_place("placeStudent", given)


def _complete_activity(state: Progress, given: Arguments) -> Decision:
    if away := _away(state):
        return away
    if (given["lesson"], given["activity"]) != (state.lesson, state.activity):
        asked = f"activity {given['activity']} of lesson {given['lesson']}"
        return Rejection(f"Cannot complete {asked}: the student is at {_at(state)}.")
    return (NewEvent("activityCompleted", dict(given)),)


def _complete_lesson(state: Progress, given: Arguments) -> Decision:
    if away := _away(state):
        return away
    if given["lesson"] != state.lesson:
        return Rejection(f"Cannot complete lesson {given['lesson']}: the student is at {_at(state)}.")
    return (NewEvent("lessonCompleted", dict(given)),)


def _take_quiz(state: Progress, given: Arguments) -> Decision:
    score = given.get("score")
    if score is not None and not 0 <= score <= 100:
        return Rejection(f"A score is between 0 and 100, not {score}.")
    return _away(state) or (NewEvent("quizTaken", _present(given)),)


def _reset_progress(state: Progress, given: Arguments) -> Decision:
    return _away(state) or _to_place("resetProgress", given)


def _to_place(event_type: str, given: Arguments) -> Decision:
    data = _present(given)
    if data["lesson"] < 1 or data.get("activity", 1) < 1:
        return Rejection("Lessons and activities are counted from 1.")
    return (NewEvent(event_type, data),)


def _present(given: Arguments) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _away(state: Progress) -> Rejection | None:
    if state.left is not None:
        return Rejection(f"The student has left the course ({state.left}).")
    return None if state.lesson else Rejection("The student has not been placed yet.")


def _at(state: Progress) -> str:
    return f"activity {state.activity} of lesson {state.lesson}"


def _compensate(now: Progress, wanted: Progress) -> tuple[NewEvent, ...] | None:
    if now == wanted:
        return ()
    events = _approach(now, wanted)
    return events if events and _moved(now, wanted.lesson, wanted.activity) == wanted else None


def _approach(now: Progress, wanted: Progress) -> tuple[NewEvent, ...]:
    place = wanted.lesson, wanted.activity
    if min(place) < 1 or place == (now.lesson, now.activity):
        return ()
    return (NewEvent("resetProgress", {"lesson": wanted.lesson, "activity": wanted.activity}),)


_LESSON = Field("lesson", "Lesson", Kind.INTEGER)
_ACTIVITY = Field("activity", "Activity", Kind.INTEGER)
_START = Field("activity", "Activity", Kind.INTEGER, required=False, help="1 where it is left empty")
_MAP = Field("map", "Map", Kind.TEXT, required=False, help="the one before where it is left empty")
_QUIZ = (Field("quiz", "Quiz", Kind.TEXT), Field("score", "Score", Kind.NUMBER, required=False, help="0 to 100"))

EVENTS = (
    EventType("placeStudent", "Student placed", (_MAP, _LESSON, _START)),
    EventType("activityCompleted", "Activity completed", (_LESSON, _ACTIVITY)),
    EventType("lessonCompleted", "Lesson completed", (_LESSON,)),
    EventType("quizTaken", "Quiz taken", _QUIZ),
    EventType("resetProgress", "Progress reset", (_LESSON, _START)),
    EventType("studentUnregistered", "Student unregistered", (Field("result", "Result", Kind.TEXT),)),
)

_COMMANDS: Final = {
    "placeStudent": Command("place-student", "Place student", (_MAP, _LESSON, _START), _place_student),
    "activityCompleted": Command("complete-activity", "Complete activity", (_LESSON, _ACTIVITY), _complete_activity),
    "lessonCompleted": Command("complete-lesson", "Complete lesson", (_LESSON,), _complete_lesson),
    "quizTaken": Command("take-quiz", "Take quiz", _QUIZ, _take_quiz),
    "resetProgress": Command("reset-progress", "Reset progress", (_LESSON, _START), _reset_progress),
}
"""By the event that follows from each."""

PROGRESS: Domain[Progress] = Domain(
    name="progress",
    title="Student progress",
    aggregate_types=("student",),
    event_types=EVENTS,
    initial=Progress(),
    evolve=_evolve,
    show=_show,
    sentence=_sentence,
    commands=tuple(_COMMANDS.values()),
    asked=asked_by(_COMMANDS),
    tracks=(
        Track("lesson", "Lesson", lambda state: state.lesson or None),
        Track("activity", "Activity", lambda state: state.activity or None),
        Track("score", "Last quiz score", lambda state: state.quiz and state.quiz["score"]),  # type: ignore[arg-type, return-value]
    ),
    invariants=(
        Invariant(
            "highest lesson",
            "The highest lesson is not below the current one",
            lambda state: f"On lesson {state.lesson}, above the highest" if state.lesson > state.highest else None,
        ),
    ),
    compensate=_compensate,
    approach=_approach,
    restore=_restore,
)
