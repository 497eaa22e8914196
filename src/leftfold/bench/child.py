"""Measurements that need a process of their own, since a window has one, or since its start is what is measured."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import orjson

from leftfold.model.errors import LeftfoldError


@dataclass(frozen=True, slots=True)
class Told:
    """What a child process printed."""

    started: float
    """When it was started, in seconds since 1970."""
    values: dict[str, Any]


def run_child(module: str, *arguments: str) -> Told:
    """What a module of the bench prints as JSON, run by itself without a display. Raises `LeftfoldError`."""
    command = [sys.executable, "-m", f"leftfold.bench.{module}", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # What is measured is the program as it is installed: with its bytecode, which a checkout gets in its first round.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.time()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise LeftfoldError(f"{' '.join(command[1:])} ended with {done.returncode}: {said}.")
    return Told(started, orjson.loads(done.stdout))
