"""Measurements in a process of their own: what it prints is read, what goes wrong in it is said."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from leftfold.bench.child import run_child
from leftfold.model.errors import LeftfoldError


def test_a_child_that_fails_says_why() -> None:
    with pytest.raises(LeftfoldError, match=r"leftfold\.bench\.nothing ended with 1: .*No module named"):
        run_child("nothing")


def test_a_child_has_its_bytecode_as_an_installed_program_has(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[dict[str, str]] = []

    def run(command: list[str], *, env: dict[str, str], **_how: Any) -> subprocess.CompletedProcess[bytes]:
        found.append(env)
        return subprocess.CompletedProcess(command, 0, b"{}", b"")

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(subprocess, "run", run)
    assert run_child("nothing").values == {}
    assert "PYTHONDONTWRITEBYTECODE" not in found[0]
    assert found[0]["QT_QPA_PLATFORM"] == "offscreen"
