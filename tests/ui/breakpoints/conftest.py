"""What the tests of breakpoints build on: a long stream in which it is known what hits where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from leftfold.ui.breakpoints.breakpoints import Breakpoints
from leftfold.ui.breakpoints.scanning import CHUNK
from leftfold.ui.document import Document
from leftfold.ui.settings import Settings
from tests.store_builders import Payload, make_native
from tests.ui.conftest import OpenStore

LONG = 2 * CHUNK + 100
ONES = [5, CHUNK, LONG - 50]
"""The events after which `a` is 1; the event after each makes it 0 again."""
TWOS = [9, CHUNK]
"""The events that set `b` to 2."""


def _events() -> Iterator[tuple[str, Payload]]:
    for n in range(1, LONG + 1):
        payload = {"a": 1 if n in ONES else 0, "c": n}
        yield "put", {**payload, "b": 2} if n in TWOS else payload


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What is kept from one start to the next: nothing yet."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def breakpoints(document: Document, settings: Settings, open_store: OpenStore, tmp_path: Path) -> Breakpoints:
    """The breakpoints of a store with a long stream: none yet."""
    found = Breakpoints(document, settings)
    path = make_native(tmp_path / "s.sqlite", {"thing/1": _events(), "thing/2": [("put", {"a": 1})]})
    open_store(path, select="thing/1")
    return found
