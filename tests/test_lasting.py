"""A start is looked through by no collector, begins no threads for matrices, and leaves the environment as it was."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from leftfold.lasting import lasting

BLAS = "OPENBLAS_NUM_THREADS"


@pytest.fixture(autouse=True)
def _thaw() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_nothing_is_collected_meanwhile() -> None:
    with lasting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_is_looked_through_no_more() -> None:
    gc.unfreeze()
    with lasting():
        made = [[number] for number in range(10)]
    assert gc.get_freeze_count() >= len(made)
    assert not any(found is made for found in gc.get_objects())


def test_the_collector_goes_on_where_the_start_failed() -> None:
    with pytest.raises(ValueError, match="no window"), lasting():
        raise ValueError("no window")
    assert gc.isenabled()


@pytest.mark.parametrize("chosen", [None, "4"])
def test_numpy_starts_no_threads_unless_they_are_chosen(monkeypatch: pytest.MonkeyPatch, chosen: str | None) -> None:
    monkeypatch.delenv(BLAS, raising=False)
    if chosen is not None:
        monkeypatch.setenv(BLAS, chosen)
    with lasting():
        assert os.environ.get(BLAS) == (chosen or "1")
    assert os.environ.get(BLAS) == chosen
