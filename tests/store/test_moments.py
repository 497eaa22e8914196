"""Stored times are decoded alike, alone or a column at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.times import NO_TIME, microseconds, time_text
from leftfold.store.moments import read_microseconds, read_time, read_times, time_in

ODD = [
    None,
    b"",
    b"yesterday",
    b"2024-02-30T00:00:00.000000Z",
    b"0000-01-01T00:00:00.000000Z",
    b"0001-01-01T00:00:00.00+05:00",
    b"2024-05-01T08:00:00.00000\xffZ",
    b"2024-05-01",
    b"2024-05-01 08:00:00",
    b"2024-05-01T10:00:00+02:00",
    b"2024-05-01T08:00:60.000000Z",
]
usual = st.datetimes(timezones=st.just(UTC)).map(lambda time: time_text(time).encode())
columns = st.lists(usual) | st.lists(usual | st.sampled_from(ODD))


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_we_write_is_read_back(time: datetime) -> None:
    raw = time_text(time).encode()
    assert read_time(raw) == time
    assert read_microseconds([raw]).tolist() == [microseconds(time)]


@given(columns)
def test_a_column_is_read_as_its_parts_are(raws: list[bytes | None]) -> None:
    alone = [read_time(raw) for raw in raws]
    assert read_times(raws) == alone
    assert all(time.tzinfo is UTC for time in read_times(raws) if time is not None)
    wanted = np.array([NO_TIME if time is None else microseconds(time) for time in alone], np.int64)
    assert read_microseconds(raws).tolist() == wanted.tolist()


@pytest.mark.parametrize("raw", ODD[:7])
def test_what_is_no_time_is_none(raw: bytes | None) -> None:
    assert read_time(raw) is None


def test_a_zone_is_taken_into_account_and_none_means_utc() -> None:
    two_hours = datetime(2024, 5, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    assert read_time(b"2024-05-01T10:00:00+02:00") == two_hours
    assert read_time(b"2024-05-01 08:00:00") == two_hours


def test_a_time_is_found_in_a_document() -> None:
    assert time_in({"timestamp": "2024-05-01T08:00:00Z"}, "timestamp") == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert time_in({"timestamp": 5}, "timestamp") is None
    assert time_in({}, "timestamp") is None
    assert time_in([1], "timestamp") is None
