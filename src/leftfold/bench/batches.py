"""Batches: a dry run over many aggregates beside a bare replay of the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from leftfold.batch.correction import Correction, DeleteEvents, Plan, run_command
from leftfold.batch.dry_run import DryRun
from leftfold.batch.run_file import RunFile
from leftfold.batch.which import Where
from leftfold.bench.figures import Figure, in_turn
from leftfold.bench.stores import EACH, Stores
from leftfold.model.edits import Because
from leftfold.model.step import Standing
from leftfold.replay.fold import advance
from leftfold.session import Session
from leftfold.store.sweeping import Wanted

_BECAUSE: Final = Because("bench", "to measure")
_TRIED: Final[tuple[tuple[str, str, Correction], ...]] = (
    (
        "soft-deleting an event in the middle of each",
        "event.type = 'lessonCompleted' and event.data.lesson = 20",
        DeleteEvents(),
    ),
    (
        "a command with values from each one's state",
        "event.type = 'lessonCompleted' and event.data.lesson = 20",
        run_command("reset-progress", {"lesson": "=before.currentPosition"}),
    ),
    ("soft-deleting what lowered the lesson, sought in all states", "fell(currentPosition)", DeleteEvents()),
)


def batch(stores: Stores) -> Iterator[Figure]:
    """A dry run over all students with its run file written, beside folding all of them and no more."""
    path, students = stores.batch_students(), stores.sizes.batch
    with closing(Session.open(str(path))) as session, TemporaryDirectory() as folder:
        files = (Path(folder) / f"{number}.jsonl" for number in count())
        for what, where, correction in _TRIED:
            plan = Plan(which=Where(where), correction=correction, because=_BECAUSE)
            trial = partial(_tried, session, plan, files)
            pairs = in_turn(trial, partial(_replayed, session), rounds=stores.sizes.rounds)
            yield pairs.figure(
                f"dry run over {students:,} aggregates of {EACH} events: {what}",
                against="a bare replay of all of them: read at once, decoded, folded",
                goal="no less than half the speed: ≤ 2 ×",
                most=2,
            )


def _tried(session: Session, plan: Plan, files: Iterator[Path]) -> int:
    file = RunFile(next(files))
    file.begin(session.place, plan)
    return sum(1 for _proposal in file.propose(DryRun(session, plan).proposals(lambda _progress: None)))


def _replayed(session: Session) -> int:
    done = 0
    for swept in session.store.whole.sweep.streams(Wanted(), progress=lambda _done, _total: None):
        domain = session.domain_for(swept.stream)
        advance(domain, swept.events or (), Standing(domain.initial))
        done += 1
    return done
