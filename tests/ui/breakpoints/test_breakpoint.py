"""Breakpoints are kept as text."""

from __future__ import annotations

import pytest

from leftfold.ui.breakpoints.breakpoint import Breakpoint, as_text, from_text


def test_what_is_kept_is_read_again() -> None:
    known = (Breakpoint("fell(a)"), Breakpoint("a = 'x, \"y\"'", on=False))
    assert from_text(as_text(known)) == known
    assert str(known[0].condition) == "fell(a)"


@pytest.mark.parametrize("kept", ["", "{", "3", '[["a ="  , true]]', '[["a = 1"]]', '[[1, true], ["a = 1", 1]]', "[3]"])
def test_what_is_none_is_left_out(kept: str) -> None:
    assert from_text(kept) == ()
