"""Layouts are plain values."""

from __future__ import annotations

import pytest

from leftfold.store.layout import TextPart


def test_a_part_without_marks_is_the_whole_column() -> None:
    assert TextPart("c").whole


@pytest.mark.parametrize("part", [TextPart("c", ":"), TextPart("c", "", "."), TextPart("c", ":", ".")])
def test_a_part_with_marks_is_not(part: TextPart) -> None:
    assert not part.whole
