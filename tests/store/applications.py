"""Other programs that have a store open: each its own process, since SQLite's locks belong to processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PROGRAM = """
import json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
for line in sys.stdin:
    print(json.dumps(connection.execute(json.loads(line)).fetchall()), flush=True)
connection.close()
"""


class Application:
    """A program with a connection to a store."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, statement: str) -> list[list[Any]]:
        """The rows that a statement gives the program."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(statement) + "\n")
        self._process.stdin.flush()
        rows: list[list[Any]] = json.loads(self._process.stdout.readline())
        return rows

    def kill(self) -> None:
        """Let it die as in a crash."""
        self._process.kill()
        self._process.wait()


@contextmanager
def application(path: Path) -> Iterator[Application]:
    """A program that has the store open until the end."""
    command = [sys.executable, "-c", _PROGRAM, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Application(process)


def append(stream: str, version: int) -> str:
    """The statement by which an application appends an event to a native store."""
    type_, _slash, id_ = stream.partition("/")
    columns = "aggregate_type, aggregate_id, version, event_type, payload, recorded_at"
    return (
        f"INSERT INTO events ({columns}) "
        f"VALUES ('{type_}', '{id_}', {version}, 'byOther', '{{}}', '2024-05-02T08:00:00.000000Z')"
    )
