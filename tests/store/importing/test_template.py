"""Templates: fixed text and columns."""

from __future__ import annotations

import pytest

from leftfold.model.json import Json
from leftfold.store.importing.template import Slot, parse_template, text_of


def test_columns_are_put_between_the_fixed_texts() -> None:
    template = parse_template("{student}-{module} {{run}}")
    assert template.fill({"student": "11391", "module": "AAA"}) == "11391-AAA {run}"
    assert template.columns == ("student", "module")


def test_the_first_column_that_is_not_empty_fills_a_slot() -> None:
    template = parse_template("{subject | actor}")
    assert template.fill({"subject": "7", "actor": "8"}) == "7"
    assert template.fill({"subject": "", "actor": "8"}) == "8"
    assert template.columns == ("subject", "actor")


def test_an_empty_slot_is_found() -> None:
    template = parse_template("{subject|actor}-{course}")
    assert template.empty_slot({"actor": "8", "course": "M1"}) is None
    assert template.empty_slot({"subject": "", "course": "M1"}) == Slot(("subject", "actor"))
    assert template.fill({"course": "M1"}) == "-M1"


@pytest.mark.parametrize("text", ["{", "}", "{}", "{a|}", "{a:>3}", "{a!r}"])
def test_wrong_braces_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_template(text)


@pytest.mark.parametrize(
    ("value", "text"), [("a", "a"), (None, ""), (1, "1"), (1.5, "1.5"), (False, "false"), ([1], "[1]")]
)
def test_values_are_seen_as_texts(value: Json, text: str) -> None:
    assert text_of(value) == text
