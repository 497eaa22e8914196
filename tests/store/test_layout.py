"""Layouts are plain values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.store.layout import TextPart
from leftfold.store.layout_files import load_layout

SEVERAL = TextPart(column="c", further=("d",), sign="/")


def test_a_part_without_marks_is_the_whole_column() -> None:
    assert TextPart(column="c").whole
    assert TextPart(column="c").columns == ("c",)


@pytest.mark.parametrize(
    "part",
    [
        TextPart(column="c", after=":"),
        TextPart(column="c", before="."),
        TextPart(column="c", before_last="."),
        TextPart(column="c", key="k"),
        TextPart(value="constant"),
    ],
)
def test_a_part_with_marks_is_not(part: TextPart) -> None:
    assert not part.whole
    assert part.columns == ()


def test_a_part_of_several_columns_is_each_of_them() -> None:
    assert not SEVERAL.whole
    assert SEVERAL.columns == ("c", "d")


@pytest.mark.parametrize(
    ("part", "streams", "in_key"),
    [
        (TextPart(column="kind"), "", True),
        (SEVERAL, "", True),
        (TextPart(column="kind"), "streams", False),
        (TextPart(column="streams.kind"), "", False),
        (TextPart(column="kind", before="-"), "", False),
        (TextPart(value="order"), "", False),
    ],
)
def test_only_a_type_with_its_own_columns_is_part_of_the_key(part: TextPart, streams: str, *, in_key: bool) -> None:
    here = replace(load_layout("native").events, aggregate_type=part, streams=streams)
    assert here.type_in_key is in_key


def test_a_layout_tells_what_it_lacks() -> None:
    whole = load_layout("native")
    assert whole.lacks == ()
    bare = replace(whole, snapshots=None, events=replace(whole.events, position="", recorded_at=None))
    assert bare.lacks == ("snapshots", "global order", "times")
