"""What the tests of the mapping of columns build on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A store of nobody's layout."""
    return run(tmp_path / "talk.sqlite", ";".join(TALK.script))
