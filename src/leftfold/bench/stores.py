"""The stores the bench works on: made once, kept where a person wants them kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from leftfold.bench.making import Plan, make_store, student_id
from leftfold.cli.text import counted
from leftfold.model.stream import StreamId

EACH: Final = 200
"""Events of each student that a batch is tried on."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the stores are; a scale of 1 is what the published figures are measured with."""

    one_stream: int = 1_000_000
    """Events of the one long stream."""
    students: int = 50_000
    store: int = 10_000_000
    """Events of all students."""
    edited: int = 100_000
    """Events of the stream that is drafted on."""
    library: int = 50_000
    """Events of the stream that PyPI `eventsourcing` replays, too: a million would take it minutes to write."""
    batch: int = 10_000
    """Students that a batch is tried on."""
    rounds: int = 5
    """How often what takes seconds is repeated."""
    jumps: int = 1_000

    @classmethod
    def scaled(cls, scale: float) -> Sizes:
        """Sizes made smaller by a factor, none below what can be measured at all."""
        full = cls()
        return cls(
            one_stream=max(1_000, int(full.one_stream * scale)),
            students=max(20, int(full.students * scale)),
            store=max(4_000, int(full.store * scale)),
            edited=max(1_000, int(full.edited * scale)),
            library=max(500, int(full.library * scale)),
            batch=max(20, int(full.batch * scale)),
            rounds=full.rounds if scale >= 1 else 2,
            jumps=full.jumps if scale >= 1 else 20,
        )


@dataclass(frozen=True, slots=True)
class Stores:
    """The folder of the bench's stores."""

    folder: Path
    sizes: Sizes
    told: Callable[[str], None]
    """Hears what is being made, which may take a minute."""

    def one_stream(self, events: int | None = None) -> tuple[Path, StreamId]:
        """The store of one student, and the stream in it."""
        count = events or self.sizes.one_stream
        return self._made(f"one-{count}", Plan(1, count)), student(0)

    def many_students(self) -> Path:
        """The store of many students."""
        sizes = self.sizes
        return self._made(f"many-{sizes.students}-{sizes.store}", Plan(sizes.students, sizes.store))

    def batch_students(self) -> Path:
        """The store of the students that a batch is tried on, each with as many events."""
        students = self.sizes.batch
        return self._made(f"batch-{students}", Plan(students, students * EACH))

    def _made(self, name: str, plan: Plan) -> Path:
        path = self.folder / f"{name}.sqlite"
        if not path.exists():
            of = f"{counted(plan.events, 'event')} of {counted(plan.aggregates, 'student')}"
            self.told(f"Making {path.name}: {of}")
            # Made aside, so that one that was interrupted is not taken for the whole.
            aside = path.with_suffix(".partial")
            aside.unlink(missing_ok=True)
            make_store(aside, plan).replace(path)
        return path


def student(number: int) -> StreamId:
    """The stream of a student by number, from 0."""
    return StreamId("student", student_id(number))
