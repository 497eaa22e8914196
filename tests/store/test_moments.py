"""Stored times are decoded alike, alone or a column at a time."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.times import NO_TIME, microseconds, time_text
from leftfold.store.forms import DocumentForm, TimeUnit
from leftfold.store.layout import DocumentColumn, TimeColumn, TimeInside
from leftfold.store.moments import Moments
from leftfold.store.tables import Kind

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

ISO = Moments(TimeColumn("at"))
AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
SECONDS = int(AT.timestamp())
UNITS = {
    TimeUnit.SECONDS: SECONDS,
    TimeUnit.MILLISECONDS: SECONDS * 10**3,
    TimeUnit.MICROSECONDS: SECONDS * 10**6,
    TimeUnit.TICKS: 638_501_472_000_000_000,
}


def inside(*path: str, unit: TimeUnit = TimeUnit.ISO, form: DocumentForm = DocumentForm.JSON) -> Moments:
    return Moments(TimeInside(DocumentColumn("payload", form, path), unit))


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_we_write_is_read_back(time: datetime) -> None:
    raw = time_text(time).encode()
    assert ISO.time(raw) == time
    assert ISO.microseconds([raw]).tolist() == [microseconds(time)]


@given(columns)
def test_a_column_is_read_as_its_parts_are(raws: list[bytes | None]) -> None:
    alone = [ISO.time(raw) for raw in raws]
    assert all(time.tzinfo is UTC for time in alone if time is not None)
    wanted = np.array([NO_TIME if time is None else microseconds(time) for time in alone], np.int64)
    assert ISO.microseconds(raws).tolist() == wanted.tolist()


@pytest.mark.parametrize("raw", ODD[:7])
def test_what_is_no_time_is_none(raw: bytes | None) -> None:
    assert ISO.time(raw) is None


def test_a_number_in_place_of_a_text_is_no_time() -> None:
    assert ISO.microseconds([5, b"2024-05-01T08:00:00.000000Z", 7]).tolist() == [NO_TIME, microseconds(AT), NO_TIME]
    assert inside("at").time(5) is None


def test_a_zone_is_taken_into_account_and_none_means_utc() -> None:
    two_hours = datetime(2024, 5, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    assert ISO.time(b"2024-05-01T10:00:00+02:00") == two_hours
    assert ISO.time(b"2024-05-01 08:00:00") == two_hours


def test_a_time_is_found_in_a_document() -> None:
    times = inside("meta", "timestamp")
    raws = [b'{"meta":{"timestamp":"2024-05-01T08:00:00Z"}}', b'{"meta":{"timestamp":5}}', b"{}", b"[1]", b"{bad", None]
    assert times.microseconds(raws).tolist() == [microseconds(AT)] + [NO_TIME] * 5
    assert times.time(raws[0]) == AT
    packed = inside("timestamp", form=DocumentForm.EVENTSOURCING)
    wrapped = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"}}'
    assert packed.time(zlib.compress(wrapped)) == AT


@pytest.mark.parametrize("unit", UNITS)
def test_a_number_counts_in_its_unit(unit: TimeUnit) -> None:
    number = UNITS[unit]
    times = Moments(TimeColumn("at", unit))
    raws: list[bytes | int | None] = [
        number,
        str(number).encode(),
        b"2024-05-01T08:00:00Z",
        b"yesterday",
        None,
        2**62,
        -(2**62),
    ]
    assert times.microseconds(raws).tolist() == [microseconds(AT)] * 3 + [NO_TIME] * 4
    assert inside("at", unit=unit).time(b'{"at":%d}' % number) == AT


def test_a_column_may_hold_fractions() -> None:
    times = Moments(TimeColumn("at", TimeUnit.SECONDS))
    raws = [f"{SECONDS}.123".encode(), b"1e300", b"1e308", b"9" * 400, b"inf", b"nan", b"-"]
    assert times.microseconds(raws).tolist() == [microseconds(AT) + 123_000] + [NO_TIME] * 6


def test_a_fraction_and_a_truth_in_a_document_are_told_apart() -> None:
    times = inside("at", unit=TimeUnit.SECONDS)
    assert times.time(b'{"at":%d.25}' % SECONDS) == AT + timedelta(microseconds=250_000)
    assert times.time(b'{"at":true}') is None
    assert [times.time(raw) for raw in (b'{"at":1e300}', b'{"at":1e308}')] == [None, None]


@pytest.mark.parametrize(("unit", "first"), [(TimeUnit.TICKS, 0), (TimeUnit.SECONDS, -62_135_596_800)])
def test_the_first_day_there_is_is_read_and_none_before(unit: TimeUnit, first: int) -> None:
    times = Moments(TimeColumn("at", unit))
    assert times.time(first) == datetime.min.replace(tzinfo=UTC)
    assert times.time(first - 10) is None


def test_a_database_that_knows_times_gives_microseconds() -> None:
    times = Moments(TimeColumn("at"), Kind.MOMENT)
    assert times.microseconds([UNITS[TimeUnit.MICROSECONDS], None]).tolist() == [microseconds(AT), NO_TIME]


def test_a_layout_without_times_has_none() -> None:
    assert Moments(None).microseconds([None, None]).tolist() == [NO_TIME] * 2
    assert Moments(None).microseconds([]).tolist() == []
