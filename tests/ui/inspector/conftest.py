"""What the tests of the inspector build on."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest


@pytest.fixture
def short_runs() -> Iterator[None]:
    """Three rows to a run, so that small documents have runs of runs too."""
    with patch("leftfold.ui.inspector.runs.FAN_OUT", 3):
        yield
