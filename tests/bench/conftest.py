"""What the tests of the bench share: the smallest stores that can be measured at all."""

from __future__ import annotations

import pytest

from leftfold.bench.stores import Sizes, Stores


def _untold(_text: str) -> None:
    """What hears of stores being made, and keeps it to itself."""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Stores that are made in no time, shared by all tests: they are only read."""
    return Stores(tmp_path_factory.mktemp("bench"), Sizes.scaled(0), _untold)
