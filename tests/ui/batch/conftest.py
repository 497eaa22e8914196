"""What the tests of the batch dialog build on: a school with a wrong bulk reset, opened, and the reset looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.batch.run_file import Run, RunFile
from leftfold.session import Session
from leftfold.ui.batch.sample import Sample, read_sample
from leftfold.ui.clock import Clock
from tests.batch.bulk_reset import make_school, student, tried


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A store of thirty students, of whom twenty were reset by mistake and two went on since."""
    return make_school(tmp_path / "school.sqlite", 30, wrong=20, active=2)


@pytest.fixture
def session(school: Path) -> Iterator[Session]:
    """The school, opened."""
    with closing(Session.open(str(school))) as session:
        yield session


@pytest.fixture
def sample(session: Session, clock: Clock) -> Sample:
    """The wrong reset of one who was on lesson 7."""
    replay = session.open_stream(student(3))
    return read_sample(session, replay, len(replay.index), clock)


@pytest.fixture
def run(session: Session, tmp_path: Path) -> Run:
    """The dry run over all wrong resets."""
    file = RunFile(tmp_path / "run.jsonl")
    tried(session, file)
    return file.read()
