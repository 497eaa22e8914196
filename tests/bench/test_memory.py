"""A process's memory, where the system tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.bench import memory


def test_it_is_read_in_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = tmp_path / "status"
    status.write_text("Name:\tleftfold\nGroups:\nVmHWM:\t  200000 kB\nVmRSS:\t  100000 kB\n")
    monkeypatch.setattr(memory, "_STATUS", status)
    assert (memory.resident(), memory.peak()) == (102.4, 204.8)
    status.write_text("Name:\tleftfold\n")
    assert memory.resident() is None


def test_a_system_that_does_not_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "none")
    assert memory.resident() is None
    assert memory.peak() is None
