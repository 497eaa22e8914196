"""What a start makes is left to the collector neither while it is made nor afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from leftfold.lasting import lasting


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
