"""Which column has the ids, and which the versions, told by how one counts within the other."""

from __future__ import annotations

import pytest

from leftfold.store.counted import counted
from leftfold.store.sampling import Sample, Value

KEYS = ("a", "b", "a", "c", "a", "b")


def found(**columns: tuple[Value | None, ...]) -> tuple[str, str] | None:
    names = [*columns]
    return counted(Sample(columns), names, names)


@pytest.mark.parametrize(
    "numbers", [(1, 1, 2, 1, 3, 2), (0, 0, 1, 0, 2, 1), pytest.param((3, 2, 1, 1, 2, 1), id="in another order")]
)
def test_what_counts_the_rows_of_each_id_is_its_version(numbers: tuple[int, ...]) -> None:
    assert found(konto=KEYS, lfd=numbers, nr=(1, 2, 3, 4, 5, 6)) == ("konto", "lfd")


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((1, 2, 3, 4, 5, 6), id="counts the store"),
        pytest.param((1, 1, 3, 1, 4, 2), id="leaves one out"),
        pytest.param((1, 1, 1, 1, 2, 2), id="one twice"),
        pytest.param((0, 1, 1, 1, 2, 2), id="from 0 here and from 1 there"),
        pytest.param((2, 2, 3, 2, 4, 3), id="from 2"),
        pytest.param((1, 1, 2, None, 3, 2), id="one is missing"),
        pytest.param((1, 1, 2, "1", 3, 2), id="a text"),
    ],
)
def test_other_numbers_are_not(numbers: tuple[Value | None, ...]) -> None:
    assert found(konto=KEYS, lfd=numbers) is None


def test_one_stream_and_rows_of_many_streams_tell_nothing() -> None:
    assert found(konto=("a", "a"), lfd=(1, 2)) is None
    assert found(konto=("a", "b"), lfd=(1, 1)) is None


def test_a_part_of_the_id_is_passed_over() -> None:
    assert found(kind=("k", "k", "k", "l"), konto=("a", "a", "b", "c"), lfd=(1, 2, 1, 1)) == ("konto", "lfd")
