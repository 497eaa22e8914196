"""What keeps a spreadsheet from working out what a stranger wrote."""

from __future__ import annotations

import pytest

from leftfold.spreadsheet import harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1+1"])
def test_what_might_be_a_formula_is_shown_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "  ", "x=1", "a-b", "3202", "'=1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
