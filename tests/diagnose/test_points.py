"""Places in a history, as a person writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from leftfold.diagnose.points import AtLast, AtTime, AtVersion, Point, ordinal_at, parse_point
from leftfold.model.errors import BadRequest, NotFound
from leftfold.model.index import StreamIndex, empty_index
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, microseconds

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def _index(versions: list[int], times: list[int]) -> StreamIndex:
    count = len(versions)
    codes = np.zeros(count, np.int32)
    return StreamIndex(
        StreamId("student", "1"),
        np.array(versions),
        np.arange(count),
        codes,
        ("put",),
        np.array(times),
        codes.astype(np.bool_),
    )


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("3202", Point("3202", AtLast())),
        ("student/3202@57", Point("student/3202", AtVersion(57))),
        ("3202@-1", Point("3202", AtVersion(-1))),
        ("3202@2026-03-03T12:00", Point("3202", AtTime(NOON))),
        ("3202@2026-03-03T13:00+01:00", Point("3202", AtTime(NOON))),
        ("me@home.org", Point("me@home.org", AtLast())),
        ("me@home.org@3", Point("me@home.org", AtVersion(3))),
        ("me@3@end", Point("me@3", AtLast())),
        ("@7", Point("", AtVersion(7))),
    ],
)
def test_a_place_is_named_after_the_last_at_sign(text: str, point: Point) -> None:
    assert parse_point(text) == point


def test_nothing_names_no_place() -> None:
    with pytest.raises(BadRequest, match="No aggregate is named"):
        parse_point(" ")


def test_versions_lead_to_ordinals() -> None:
    index = _index([0, 1, 5], [1, 2, 3])
    assert [ordinal_at(index, AtVersion(version)) for version in (-1, 0, 1, 5)] == [0, 1, 2, 3]
    assert ordinal_at(index, AtLast()) == 3
    with pytest.raises(NotFound, match="has no version 4; it has 0 to 5"):
        ordinal_at(index, AtVersion(4))
    with pytest.raises(NotFound, match="has no events"):
        ordinal_at(empty_index(StreamId("student", "2")), AtVersion(0))


def test_a_time_leads_up_to_the_first_event_that_is_later() -> None:
    noon = microseconds(NOON)
    index = _index([1, 2, 3, 4, 5], [noon - 5, noon, NO_TIME, noon + 1, noon - 2])
    assert ordinal_at(index, AtTime(NOON)) == 3
    assert ordinal_at(_index([1, 2], [noon - 5, noon]), AtTime(NOON)) == 2
    assert ordinal_at(_index([1], [noon + 1]), AtTime(NOON)) == 0
    with pytest.raises(NotFound, match="has no times"):
        ordinal_at(_index([1], [NO_TIME]), AtTime(NOON))
