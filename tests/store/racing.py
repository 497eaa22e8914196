"""Writers that race: each a process with a store of its own, told when to commit what onto which version."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final
from unittest.mock import patch

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Conflict, LeftfoldError
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.store import sqlite_engine
from leftfold.store.opening import open_store

AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Track:
    """Where a race is run: a stream, the type of its events, and the field of their payloads that tells the writer."""

    target: str
    stream: str
    type: str
    data: JsonObject
    field: str

    def events(self) -> list[Event]:
        """The events of the stream."""
        # For writing, so that SQLite takes back what one who died left half done.
        with closing(open_store(self.target, write=True)) as store:
            index = store.index(store.resolve(self.stream))
            return list(store.events(index).read(1, len(index)))


class Writer:
    """A process that commits when it is told to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def begins(self, base: int, marks: list[str]) -> None:
        """Tell it to commit events with these marks onto a version."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"base": base, "marks": marks}) + "\n")
        self.process.stdin.flush()

    def done(self) -> str:
        """What has come of it: `in`, `conflict`, or another error in words."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        """Let it die in whatever it is at."""
        self.process.kill()
        self.process.wait()


@contextmanager
def writer(track: Track) -> Iterator[Writer]:
    """A writer that has its store open until the end."""
    command = [sys.executable, "-m", __name__, json.dumps(asdict(track))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        found = Writer(process)
        assert found.done() == "open"
        yield found


def race(track: Track, rounds: int) -> dict[str, int]:
    """Let two writers commit onto the same version at once, again and again; gives how often each outcome was.

    Fails where an event that was reported as in is not there just once and at its version, or another one is.
    """
    before = track.events()
    outcomes: dict[str, int] = {}
    marks: list[str] = []
    base = before[-1].version
    with writer(track) as one, writer(track) as other:
        for turn in range(rounds):
            given = {f"{name}-{turn}": each for name, each in (("one", one), ("other", other))}
            for mark, each in given.items():
                each.begins(base, [mark])
            told = {mark: each.done() for mark, each in given.items()}
            for outcome in told.values():
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
            won = [mark for mark, outcome in told.items() if outcome == "in"]
            assert len(won) <= 1, told
            marks += won
            base += len(won)
    after = track.events()
    assert after[: len(before)] == before
    assert [_mark(event, track.field) for event in after[len(before) :]] == marks
    first = before[-1].version + 1
    assert [event.version for event in after[len(before) :]] == list(range(first, base + 1))
    return outcomes


def _mark(event: Event, field: str) -> object:
    assert isinstance(event.data, dict)
    return event.data[field]


def _write(given: Mapping[str, Any]) -> None:
    track = Track(**given)
    # How long one waits for the other is up to how busy the machine is.
    patient = patch.object(sqlite_engine, "BUSY_SECONDS", 60)
    with patient, closing(open_store(track.target, write=True)) as store:
        stream = store.resolve(track.stream)
        _say("open")
        for line in sys.stdin:
            told = json.loads(line)
            edits = tuple(Append(track.type, {**track.data, track.field: mark}, AT) for mark in told["marks"])
            changes = ChangeSet(StreamId(stream.type, stream.id), told["base"], edits, Because("racer", "a race"))
            try:
                store.commit(changes)
            except Conflict:
                _say("conflict")
            except LeftfoldError as error:
                _say(str(error))
            else:
                _say("in")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _write(json.loads(sys.argv[1]))
