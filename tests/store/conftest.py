"""What the tests of several store modules ask for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.named_stores import ROWS, STREAMS
from tests.store_builders import make_eventsourcing, make_native


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a lock that nobody lets go."""
    monkeypatch.setattr("leftfold.store.sqlite_engine.BUSY_SECONDS", 0)


@pytest.fixture
def forbid_writing() -> Iterator[Callable[[Path], None]]:
    """Makes a file or folder one that nobody may write, not even the superuser."""
    done: list[Path] = []

    def forbid(path: Path) -> None:
        if shutil.which("chattr") is None:
            pytest.skip("chattr is not installed, and the superuser may write whatever else is said")
        told = subprocess.run(["chattr", "+i", str(path)], capture_output=True, text=True, check=False)
        if told.returncode:
            pytest.skip(f"chattr does not work here: {told.stderr.strip()}")
        done.append(path)

    yield forbid
    for path in done:
        subprocess.run(["chattr", "-i", str(path)], check=True)


@pytest.fixture
def native(tmp_path: Path) -> Path:
    """A native store with aggregates of all kinds of names."""
    return make_native(tmp_path / "s.db", STREAMS)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A store of PyPI `eventsourcing` with aggregates of all kinds of names."""
    return make_eventsourcing(tmp_path / "foreign.db", ROWS)
