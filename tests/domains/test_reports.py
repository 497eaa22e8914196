"""The reports of the talk keep the contract, and say of its students and carts what is so."""

from __future__ import annotations

import pytest

from leftfold.domain.report import Report
from leftfold.domains.reports import COMPUTERS_SOLD, HIGHEST_LESSON, LAST_QUIZ, LESSON_GROWTH
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.query import Row
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds, parse_time
from leftfold.testing import check_report

ANN, BEN, CART = StreamId("student", "ann"), StreamId("student", "ben"), StreamId("cart", "1")


def _event(stream: StreamId, type_: str, data: JsonObject, day: str = "2024-05-01") -> Event:
    return Event(stream, 1, type_, data, at=microseconds(parse_time(day)))


STUDENTS = [
    _event(ANN, "placeStudent", {"lesson": 2, "activity": 1}),
    _event(ANN, "lessonCompleted", {"lesson": 2}),
    _event(ANN, "lessonCompleted", {"lesson": 3}),
    _event(ANN, "quizTaken", {"quiz": "one", "score": 40}),
    _event(ANN, "resetProgress", {"lesson": 1}, "2024-06-01"),
    _event(ANN, "quizTaken", {"quiz": "two", "score": None}, "2024-06-01"),
    _event(BEN, "placeStudent", {"lesson": 1, "activity": 1}, "2024-06-30"),
    _event(BEN, "lessonCompleted", {"lesson": 1}, "2024-06-30"),
]
CARTS = [
    _event(CART, "itemAdded", {"item": "Gaming Laptop", "quantity": 3}),
    _event(CART, "itemAdded", {"item": "phone"}),
    _event(CART, "itemRemoved", {"item": "Gaming Laptop"}),
]


def _said(report: Report, events: list[Event], stream: StreamId) -> tuple[Row, ...]:
    state = report.fold.initial
    for event in events:
        if event.stream == stream:
            state = report.fold.step(state, event)
    return report.fold.rows(state)


@pytest.mark.parametrize("report", [HIGHEST_LESSON, LAST_QUIZ, LESSON_GROWTH])
def test_those_of_students_keep_the_contract(report: Report) -> None:
    check_report(report, events=STUDENTS)


def test_that_of_carts_keeps_it_too() -> None:
    check_report(COMPUTERS_SOLD, events=CARTS)


def test_the_highest_lesson_stays_where_a_reset_took_it_back() -> None:
    assert _said(HIGHEST_LESSON, STUDENTS, ANN) == ((4,),)


def test_the_last_quiz_has_the_last_score_that_was_given() -> None:
    assert _said(LAST_QUIZ, STUDENTS, ANN) == (("two", 40, 2),)
    assert _said(LAST_QUIZ, STUDENTS, BEN) == ()


def test_growth_is_by_month_and_a_reset_counts_against_it() -> None:
    assert _said(LESSON_GROWTH, STUDENTS, ANN) == (("2024-05", 2), ("2024-06", -3))
    rows = [row for stream in (ANN, BEN) for row in _said(LESSON_GROWTH, STUDENTS, stream)]
    assert LESSON_GROWTH.merged is not None
    assert LESSON_GROWTH.total is not None
    months = LESSON_GROWTH.merged.rows(rows)
    assert months == (("2024-05", 1, 2, 2.0), ("2024-06", 2, -2, -1.0))
    assert LESSON_GROWTH.total(months) == ("All months", 3, 0, 0.0)


def test_computers_are_those_that_the_cart_still_holds() -> None:
    assert _said(COMPUTERS_SOLD, CARTS, CART) == ((2,),)
