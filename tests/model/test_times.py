"""Points in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.times import EPOCH, from_microseconds, microseconds, parse_time, time_or_none, time_text

_times = st.datetimes(timezones=st.just(UTC))
_zones = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))


@given(_times)
def test_a_time_is_written_and_read_back(time: datetime) -> None:
    assert parse_time(time_text(time)) == from_microseconds(microseconds(time)) == time
    assert parse_time(time_text(time)).tzinfo is UTC


@given(_times, _times)
def test_texts_and_numbers_sort_as_times_do(one: datetime, other: datetime) -> None:
    assert (time_text(one) < time_text(other)) == (microseconds(one) < microseconds(other)) == (one < other)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), _zones)  # noqa: DTZ001
def test_any_zone_is_read_as_utc(time: datetime, zone: timezone) -> None:
    assert parse_time(time.replace(tzinfo=zone).isoformat()) == time.replace(tzinfo=zone)


@pytest.mark.parametrize("text", ["2026-03-03T10:32:07", "2026-03-03 10:32:07", "2026-03-03T10:32:07Z"])
def test_a_text_without_a_zone_is_taken_as_utc(text: str) -> None:
    assert parse_time(text) == datetime(2026, 3, 3, 10, 32, 7, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:00-02:00"])
def test_what_is_no_time_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month|beyond the years"):
        parse_time(text)


def test_counting_begins_in_1970() -> None:
    assert microseconds(EPOCH) == 0
    assert from_microseconds(-1) < EPOCH < from_microseconds(1)
    assert time_text(EPOCH) == "1970-01-01T00:00:00.000000Z"


def test_a_time_in_utc_or_none() -> None:
    assert time_or_none(None) is None
    assert (
        time_or_none(datetime(2025, 3, 4, 10, 32, 7, 5, tzinfo=UTC).astimezone(timezone(timedelta(hours=4))))
        == "2025-03-04T10:32:07.000005Z"
    )
