"""What values may be, told by themselves."""

from __future__ import annotations

from uuid import UUID

import pytest

from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.sampling import BYTES, Value
from leftfold.store.values import (
    document_form,
    id_form,
    is_document,
    is_id,
    is_json,
    is_mark,
    is_name,
    is_time,
    is_whole,
    time_unit,
)

ID = "0f0e0d0c-0b0a-0908-0706-050403020100"


@pytest.mark.parametrize("value", ['{"a": 1}', " [1]", b'{"a": 1}', "{" + " " * BYTES])
def test_json(value: Value) -> None:
    assert is_json(value)
    assert is_document(value)
    assert not is_name(value)


@pytest.mark.parametrize("value", ["", "placed", "17", '"text"', '{"a": ', 17, True, b"\x00"])
def test_no_json(value: Value) -> None:
    assert not is_json(value)


def test_documents_are_bytes_json_xml_and_yaml() -> None:
    assert [is_document(value) for value in (b"\x00\xff", "<event/>", "---\na: 1", "placed", 7)] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-01",
        "2024-05-01 08:00:00",
        "2024-05-01T08:00:00+02:00",
        1_714_550_400,
        1_714_550_400.5,
        1_714_550_400_000,
    ],
)
def test_times(value: Value) -> None:
    assert is_time(value)
    assert not is_name(value)


@pytest.mark.parametrize("value", ["placed", "20240501", "2024", 7, True, b"2024-05-01", 10**30])
def test_no_times(value: Value) -> None:
    assert not is_time(value)


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        (TimeUnit.SECONDS, 1_714_550_400),
        (TimeUnit.SECONDS, 1_714_550_400.25),
        (TimeUnit.MILLISECONDS, 1_714_550_400_000),
        (TimeUnit.MICROSECONDS, 1_714_550_400_000_000),
        (TimeUnit.TICKS, 638_501_472_000_000_000),
        (TimeUnit.ISO, 17),
        (TimeUnit.ISO, "2024-05-01"),
    ],
)
def test_what_numbers_count(unit: TimeUnit, value: Value) -> None:
    assert time_unit([value]) is unit
    assert time_unit([value, 3]) is TimeUnit.ISO or isinstance(value, str)


def test_nothing_counts_nothing() -> None:
    assert time_unit([]) is TimeUnit.ISO


def test_names_ids_numbers_and_marks() -> None:
    assert [is_name(value) for value in ("placed", "a" * 300, 7, ID)] == [True, False, False, True]
    assert [is_id(value) for value in (ID, 7, UUID(ID), b"\x00" * 16, "{}", 1.5, b"x" * 300)] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [is_whole(value) for value in (7, True, 1.5, "7")] == [True, False, False, False]
    assert [is_mark(value) for value in (0, 1, True, "2024-05-01", 2, "yes")] == [True, True, True, True, False, False]


def test_forms_of_documents() -> None:
    assert document_form(['{"a": 1}', b"[]"], may_be_bytes=True) is DocumentForm.JSON
    assert document_form(['{"a": 1}', b"\x00"], may_be_bytes=False) is DocumentForm.ANY
    assert document_form([], may_be_bytes=True) is DocumentForm.ANY
    assert document_form([], may_be_bytes=False) is DocumentForm.JSON


def test_forms_of_ids() -> None:
    bare = UUID(ID)
    assert id_form([bare.hex]) is IdForm.UUID_HEX
    assert id_form([UUID("ff" * 16).bytes]) is IdForm.UUID
    assert id_form([b"sixteen letters!"]) is IdForm.TEXT
    assert id_form([ID, "7"]) is IdForm.TEXT
    assert id_form([]) is IdForm.TEXT
