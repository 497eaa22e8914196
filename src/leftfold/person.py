"""The folder of what Leftfold keeps for the person at this computer."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from platformdirs import user_data_path

from leftfold.model.json import JsonObject


def user_folder() -> Path:
    """Where the records, notes and settings lie that are this user's and of no store."""
    return user_data_path("leftfold", appauthor=False)


def add_line(file: Path, line: JsonObject) -> None:
    """Add a line of JSON to a record that only this user reads, and have it on the disk. Raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # All at once, so that the lines of two who write do not mix.
        os.write(descriptor, orjson.dumps(line) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
