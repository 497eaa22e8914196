"""What the tests of the layouts ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.layouts.library import Place


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where stores are made for this test."""
    return Place(request, tmp_path)
