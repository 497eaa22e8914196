"""The shape of a text."""

from __future__ import annotations

import pytest

from leftfold.model.shape import has_shape


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        ("SUP-1", "SUP-*", True),
        ("SUP-", "SUP-*", True),
        ("XSUP-1", "SUP-*", False),
        ("SUP-1", "SUP-1", True),
        ("SUP-1", "SUP", False),
        ("", "*", True),
        ("aa", "a*a", True),
        ("a", "a*a", False),
        ("a-b-c", "a*b*c", True),
        ("a-c-b", "a*b*c", False),
        ("[x]?", "[x]?", True),
        ("xy", "[x]?", False),
    ],
)
def test_a_star_stands_for_anything_and_all_else_for_itself(text: str, pattern: str, *, fits: bool) -> None:
    assert has_shape(text, pattern) is fits
