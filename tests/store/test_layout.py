"""Layouts are plain values."""

from __future__ import annotations

import pytest

from leftfold.store.layout import TextPart


@pytest.mark.parametrize(
    ("part", "whole"), [(TextPart("c"), True), (TextPart("c", ":"), False), (TextPart("c", "", "."), False)]
)
def test_a_part_is_whole_without_marks(part: TextPart, whole: bool) -> None:
    assert part.whole is whole
