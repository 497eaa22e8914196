"""Tells which column has the ids of streams, and which their versions, by how one counts within the other."""

from __future__ import annotations

from collections.abc import Iterable

from leftfold.store.sampling import Sample, Value
from leftfold.store.values import is_whole


def counted(sample: Sample, ids: Iterable[str], numbers: Iterable[str]) -> tuple[str, str] | None:
    """A column of ids and one of numbers that counts the rows of each id from 0 or from 1 on; None where none does."""
    able = [*numbers]
    pairs = ((id_, number) for id_ in ids for number in able if number != id_)
    return next((pair for pair in pairs if _counts_within(sample, *pair)), None)


def _counts_within(sample: Sample, id_: str, number: str) -> bool:
    rows: dict[Value | None, list[int]] = {}
    for stream, value in sample.pairs(id_, number):
        if value is None or not is_whole(value):
            return False
        rows.setdefault(stream, []).append(int(value))
    # One stream alone is counted by any number of the store's rows, too; and rows that are all of
    # different streams count nothing.
    return 1 < len(rows) < sample.count and any(_count_from(first, rows.values()) for first in (0, 1))


def _count_from(first: int, streams: Iterable[list[int]]) -> bool:
    return all(sorted(numbers) == [*range(first, first + len(numbers))] for numbers in streams)
