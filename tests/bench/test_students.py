"""Made-up students: the same each time, and all that happens to them can be applied."""

from __future__ import annotations

from itertools import islice

import orjson
import pytest

from leftfold.bench.students import VARIANTS, course, padded
from leftfold.domain.definition import NewEvent
from leftfold.domains.progress import PROGRESS
from leftfold.testing import check_domain


def test_a_course_is_the_same_each_time_and_others_differ() -> None:
    courses = [tuple(islice(course(variant), 200)) for variant in range(VARIANTS)]
    assert courses == [tuple(islice(course(variant), 200)) for variant in range(VARIANTS)]
    assert len(set(courses)) == VARIANTS


def test_each_event_can_be_applied_and_all_kinds_happen() -> None:
    facts = list(islice(course(1), 3_000))
    assert {fact.type for fact in facts} == {
        "placeStudent",
        "activityCompleted",
        "lessonCompleted",
        "quizTaken",
        "resetProgress",
    }
    check_domain(PROGRESS, events=[NewEvent(fact.type, orjson.loads(fact.payload)) for fact in facts[:300]])


@pytest.mark.parametrize("size", [100, 1_000, 70_000])
def test_a_padded_payload_has_its_size_and_says_the_same(size: int) -> None:
    for plain, fact in zip(islice(course(0), 50), padded(course(0), size), strict=False):
        assert len(fact.payload) == size
        data = orjson.loads(fact.payload)
        del data["note"]
        assert data == orjson.loads(plain.payload)


def test_a_payload_that_is_long_enough_stays_readable() -> None:
    fact = next(padded(course(0), 1))
    assert orjson.loads(fact.payload)["lesson"] == 1
