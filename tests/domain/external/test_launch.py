"""Bounds set in the process that they are for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from leftfold.domain.external import launch
from leftfold.domain.external.limits import LIMITS

TOLD = "import resource as r, sys; print(r.getrlimit(r.RLIMIT_DATA)[0], r.getrlimit(r.RLIMIT_CORE)[0], sys.argv[1:])"


def _ran(most: int, *command: str) -> subprocess.CompletedProcess[str]:
    own = (sys.executable, "-I", "-S", str(Path(launch.__file__)), str(most))
    return subprocess.run((*own, *command), capture_output=True, text=True, check=False)


def test_the_program_runs_with_its_arguments_within_the_bounds() -> None:
    ran = _ran(LIMITS.memory, sys.executable, "-c", TOLD, "a b", "$HOME; *")
    assert ran.stdout == f"{LIMITS.memory} 0 ['a b', '$HOME; *']\n"


def test_what_wants_more_memory_gets_none() -> None:
    ran = _ran(2**28, sys.executable, "-c", "x = [0] * 10**9")
    assert "MemoryError" in ran.stderr


def test_a_program_that_is_gone_is_told() -> None:
    ran = _ran(2**28, "nosuchprogram")
    assert ran.returncode != 0
    assert "No such file" in ran.stderr
