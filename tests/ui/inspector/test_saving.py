"""Bytes are written to a file whole, or the sentence says why they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.inspector.saving import Saving
from leftfold.ui.tasks import Tasks
from tests.ui.conftest import WAIT


@pytest.fixture
def saving(tasks: Tasks) -> Saving:
    return Saving(tasks, tasks)


def saved(qtbot: QtBot, saving: Saving, path: Path) -> str:
    """What is told once four bytes are saved, or are not."""
    with qtbot.waitSignal(saving.told, timeout=WAIT) as heard:
        saving.save(b"\x00\xff\r\n", path)
    return str(heard.args[0])


def test_they_are_written_as_they_are(qtbot: QtBot, saving: Saving, tmp_path: Path) -> None:
    path = tmp_path / "payload.bin"
    path.write_bytes(b"before")
    assert saved(qtbot, saving, path) == "Saved as payload.bin."
    assert path.read_bytes() == b"\x00\xff\r\n"


def test_a_folder_that_is_not_there_is_told(qtbot: QtBot, saving: Saving, tmp_path: Path) -> None:
    assert "cannot be written" in saved(qtbot, saving, tmp_path / "gone" / "payload.bin")


def test_a_full_disk_is_told(qtbot: QtBot, saving: Saving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _raw: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    path = tmp_path / "payload.bin"
    assert saved(qtbot, saving, path) == f"{path} cannot be written: No space left on device."
    monkeypatch.undo()
    assert not path.exists()
