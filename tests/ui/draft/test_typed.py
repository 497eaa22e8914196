"""What a person typed, as exactly the value it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.domain.definition import Kind
from leftfold.model.json import Json, compact, indented
from leftfold.ui.draft.typed import Meaningless, Meant, json_meant, meant, object_meant


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.INTEGER, " 7 ", 7),
        (Kind.INTEGER, "-3", -3),
        (Kind.INTEGER, "+3", 3),
        (Kind.INTEGER, "9223372036854775807", 2**63 - 1),
        (Kind.TEXT, "7", "7"),
        (Kind.TEXT, " as typed ", " as typed "),
        (Kind.YES_NO, "yes", True),
        (Kind.YES_NO, "no", False),
        (Kind.NUMBER, "3.5", 3.5),
        (Kind.NUMBER, "80", 80),
        (Kind.NUMBER, "1e3", 1000.0),
        (Kind.JSON, '{"a": [1, "b", null]}', {"a": [1, "b", None]}),
        (Kind.JSON, '"7"', "7"),
    ],
)
def test_a_text_and_the_value_it_stands_for(kind: Kind, text: str, value: Json) -> None:
    found = meant(kind, text)
    assert found == Meant(value)
    assert isinstance(found, Meant)
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (Kind.INTEGER, "seven", "whole number"),
        (Kind.INTEGER, "7.5", "whole number"),
        (Kind.INTEGER, "+-3", "whole number"),
        (Kind.INTEGER, "1,000", "whole number"),
        (Kind.INTEGER, "٣", "whole number"),
        (Kind.INTEGER, "9" * 5_000, "too large"),
        (Kind.INTEGER, "18446744073709551616", "too large"),
        (Kind.INTEGER, "-9223372036854775809", "too large"),
        (Kind.NUMBER, "true", "must be a number"),
        (Kind.NUMBER, "many", "must be a number"),
        (Kind.NUMBER, "1,000", "must be a number"),
        (Kind.NUMBER, "NaN", "must be a number"),
        (Kind.NUMBER, "0.12345678901234567890123", "cannot be stored exactly"),
        (Kind.YES_NO, "perhaps", "yes or no"),
        (Kind.TEXT, "\ud800", "broken character"),
        (Kind.JSON, "{", "Line 1, column"),
    ],
)
def test_a_text_that_stands_for_nothing(kind: Kind, text: str, why: str) -> None:
    found = meant(kind, text)
    assert isinstance(found, Meaningless)
    assert why in found.why
    assert len(found.why) < 120


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Line 1, column"),
        ('{"a": 1,\n b}', "Line 2, column 2"),
        ("[]", "is a JSON object"),
        ("", "Line 1"),
        ('{"a": "\ud800"}', "not valid UTF-8"),
        ('{"id": 123456789012345678901}', "too large to be stored"),
        ('{"price": 1.00000000000000000001}', "cannot be stored exactly"),
        ('{"a": 1, "b": {"lesson": 6, "lesson": 3}}', '"lesson" stands there twice'),
        ('{"a": ' + "[" * 250 + "]" * 250 + "}", "nests deeper than 250"),
        ('{"a": ' + "[" * 5_000 + "]" * 5_000 + "}", "nests deeper than 250"),
    ],
)
def test_a_payload_that_could_not_be_stored_as_typed(text: str, why: str) -> None:
    found = object_meant(text)
    assert isinstance(found, Meaningless)
    assert why in found.why


_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(_values)
def test_what_can_be_stored_is_read_back_as_it_is(value: Json) -> None:
    assert json_meant(indented(value)) == Meant(value)
    assert json_meant(compact(value)) == Meant(value)
