"""The same student in PyPI `eventsourcing`, read back through its own repository."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from leftfold.bench.students import Fact, course

_BATCH = 1_000


class Student(Aggregate):
    """A student as the library's own examples would write one."""

    def __init__(self, lesson: int, activity: int) -> None:
        self.lesson, self.activity = lesson, activity
        self.quiz: dict[str, Any] | None = None
        self.highest = lesson

    @event("ActivityCompleted")
    def complete_activity(self, lesson: int, activity: int) -> None:
        """Go on to the next activity."""
        self._stand(lesson, activity + 1)

    @event("LessonCompleted")
    def complete_lesson(self, lesson: int) -> None:
        """Go on to the next lesson."""
        self._stand(lesson + 1, 1)

    @event("QuizTaken")
    def take_quiz(self, quiz: str, score: int) -> None:
        """Keep the quiz as the last one."""
        self.quiz = {"quiz": quiz, "score": score}

    @event("ProgressReset")
    def reset_progress(self, lesson: int, activity: int) -> None:
        """Go back."""
        self._stand(lesson, activity)

    def _stand(self, lesson: int, activity: int) -> None:
        self.lesson, self.activity = lesson, activity
        self.highest = max(self.highest, lesson)


class School(Application[UUID]):
    """The application that keeps students."""


def open_school(path: Path) -> School:
    """The application on a SQLite file."""
    return School(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})


def enrol(school: School, events: int) -> UUID:
    """A new student with so many events; gives its id."""
    facts = course(0)
    next(facts)
    student = Student(lesson=1, activity=1)
    for number, fact in enumerate(islice(facts, events - 1), 2):
        _do(student, fact)
        if number % _BATCH == 0:
            school.save(student)
    school.save(student)
    return student.id


def state_of(school: School, student_id: UUID) -> tuple[int, int, Any, int]:
    """The student's state, replayed by the library's own repository."""
    found: Student = school.repository.get(student_id)
    return found.lesson, found.activity, found.quiz, found.highest


def _do(student: Student, fact: Fact) -> None:
    data = orjson.loads(fact.payload)
    match fact.type:
        case "activityCompleted":
            student.complete_activity(**data)
        case "lessonCompleted":
            student.complete_lesson(**data)
        case "quizTaken":
            student.take_quiz(**data)
        case _:
            student.reset_progress(**data)
