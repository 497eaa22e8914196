"""A JSON object as an argument is taken exactly as it is given, or not at all."""

from __future__ import annotations

import json

import click
import pytest

from leftfold.cli.json_argument import json_object
from leftfold.model.json import MAX_DEPTH


@pytest.mark.parametrize("text", ["{}", '{"lesson": 3, "activity": null}', '{"id": 18446744073709551615}'])
def test_an_object_is_taken(text: str) -> None:
    assert json_object(text) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "It is not JSON: "),
        ("", "It is not JSON: "),
        ("\udcff", "It is not JSON: "),
        ('{"a": NaN}', "It is not JSON: "),
        ("[]", "It must be a JSON object"),
        ("3", "It must be a JSON object"),
        ('{"a":' * MAX_DEPTH + "{}" + "}" * MAX_DEPTH, "It nests deeper than 250 levels"),
        ("[" * 10_000, "It is not JSON: "),
        ('{"a": 18446744073709551616}', "the number 18446744073709551616, which would be rounded"),
        ('{"a": [-9223372036854775809]}', "the number -9223372036854775809"),
        ('{"a": ' + "9" * 5_000 + "}", "It is not JSON: number is infinity"),
    ],
)
def test_what_could_not_be_stored_as_given_is_refused(text: str, reason: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        json_object(text)
    assert reason in refused.value.message
