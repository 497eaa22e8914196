"""The reports that ship with Leftfold, registered as a stranger's would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from leftfold.domain.definition import Kind
from leftfold.domain.report import Column, Fold, Merged, Report, month_of
from leftfold.domains.cart import Items, evolve
from leftfold.domains.progress import PROGRESS, Progress
from leftfold.domains.sales import COMPUTERS
from leftfold.model.event import Event
from leftfold.model.query import Measure, Query, Row, Source, Take


def _greatest(rows: Sequence[Row]) -> Row:
    return (max((int(row[0] or 0) for row in rows), default=None),)


HIGHEST_LESSON = Report(
    name="highest-lesson",
    title="Highest lesson of each student",
    help="The highest lesson a student was ever on, even where a reset took it back.",
    aggregate_types=("student",),
    columns=(Column("highest_lesson", "Highest lesson"),),
    reads=Query(
        (
            Measure(
                Take.MAX,
                (
                    Source("placeStudent", ("lesson",)),
                    Source("activityCompleted", ("lesson",)),
                    Source("lessonCompleted", ("lesson",), 1),
                    Source("resetProgress", ("lesson",)),
                ),
            ),
        )
    ),
    total=_greatest,
    chart="highest_lesson",
)

LAST_QUIZ = Report(
    name="last-quiz",
    title="Last quiz of each student",
    help="The last quiz a student took with the last score that was given, and how many quizzes were taken.",
    aggregate_types=("student",),
    columns=(
        Column("last_quiz", "Last quiz", Kind.TEXT),
        Column("last_score", "Last score", Kind.NUMBER),
        Column("quizzes", "Quizzes taken"),
    ),
    reads=Query(
        (
            Measure(Take.LAST, (Source("quizTaken", ("quiz",)),)),
            Measure(Take.LAST, (Source("quizTaken", ("score",)),)),
            Measure(Take.COUNT, (Source("quizTaken"),)),
        )
    ),
    total=lambda rows: (None, None, sum(int(row[2] or 0) for row in rows)),
    chart="last_score",
)


class _Climb(NamedTuple):
    """Where a student stands, and how many lessons further each month brought the student."""

    progress: Progress
    months: Mapping[str, int]


def _climb(climb: _Climb, event: Event) -> _Climb:
    before, after = climb.progress, PROGRESS.evolve(climb.progress, event)
    month = month_of(event)
    # To be placed is where growth begins, and no growth.
    growth = after.lesson - before.lesson if before.lesson else 0
    return _Climb(after, {**climb.months, month: climb.months.get(month, 0) + growth})


def _by_month(rows: Sequence[Row]) -> tuple[Row, ...]:
    months: dict[str, list[int]] = {}
    for month, growth in rows:
        months.setdefault(str(month), []).append(int(growth or 0))
    return tuple(
        (month, len(found), sum(found), round(sum(found) / len(found), 2)) for month, found in sorted(months.items())
    )


def _all_months(rows: Sequence[Row]) -> Row:
    students, lessons = (sum(int(row[place] or 0) for row in rows) for place in (1, 2))
    return ("All months", students, lessons, round(lessons / students, 2) if students else None)


LESSON_GROWTH = Report(
    name="lesson-growth",
    title="Average growth of lessons in a month",
    help="How many lessons further the students that did anything in a month were after it; resets count against it.",
    aggregate_types=("student",),
    columns=(Column("month", "Month", Kind.TEXT), Column("lessons", "Lessons further")),
    reads=Fold(_Climb(PROGRESS.initial, {}), _climb, lambda climb: tuple(sorted(climb.months.items()))),
    merged=Merged(
        (
            Column("month", "Month", Kind.TEXT),
            Column("students", "Students"),
            Column("lessons", "Lessons further"),
            Column("average", "Lessons a student", Kind.NUMBER),
        ),
        _by_month,
    ),
    total=_all_months,
    chart="average",
)

_Cart: TypeAlias = Items


def _computers(items: _Cart) -> tuple[Row, ...]:
    count = sum(number for name, number in items.items() if COMPUTERS.intersection(name.lower().split()))
    return ((count,),) if count else ()


_NOTHING: _Cart = {}

COMPUTERS_SOLD = Report(
    name="computers-sold",
    title="Total computers sold",
    help="The computers each cart holds; what was removed again is not counted.",
    aggregate_types=("cart",),
    columns=(Column("computers", "Computers"),),
    reads=Fold(_NOTHING, evolve, _computers),
    total=lambda rows: (sum(int(row[0] or 0) for row in rows),),
    chart="computers",
)
