"""Runs scripts of SQL as a database administrator does: with the databases' own shells."""

from __future__ import annotations

import shutil
import subprocess

import pytest


def run_script(target: str, sql: str, *, goes_on: bool = False) -> str:
    """Run a script on a database; what it says is wrong, empty where nothing is.

    With `goes_on`, the shell goes on after an error, as it does unless told.
    """
    if "://" in target:
        stop = [] if goes_on else ["-v", "ON_ERROR_STOP=1"]
        command = [_program("psql"), "-X", "-q", *stop, target]
    else:
        command = [_program("sqlite3"), *([] if goes_on else ["-bail"]), target]
    done = subprocess.run(command, input=sql, capture_output=True, encoding="utf-8", check=False, timeout=60)
    if not goes_on:
        assert (done.returncode != 0) is bool(done.stderr), done
    return done.stderr


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found
