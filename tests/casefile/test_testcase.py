"""A test that is written from a store runs green as it is, and fails once the domain gives another state."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.casefile.testcase import testcase as written
from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import Refused
from leftfold.session import Session
from tests.school import EVENTS
from tests.store_builders import Payload, make_native, opened, stream_id

WILD: list[tuple[str, Payload]] = [
    ("Thing.Happened", {"text": 'it\'s "odd" \\ \n ä 漢', "list": [1, None, True, {"x": 1.5}]}),
    ("other", {"n": 2}),
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    events = [*EVENTS, ("quizTaken", {}), ("lessonCompleted", {"lesson": 3}), ("lessonCompleted", {"lesson": 4})]
    path = make_native(tmp_path / "school.sqlite", {"student/1": events, "thing/a-b": WILD})
    with opened(path, write=True) as store:
        store.commit(ChangeSet(stream_id("student/1"), 8, (SoftDelete(8),), Because("me", "a test")))
    with closing(Session.open(str(path))) as session:
        yield session


def _passes(file: Path) -> bool:
    here = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(file.parent), str(file)]
    return subprocess.run(command, env=here, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("aggregate", "ordinal", "domain"),
    [
        ("student/1", 4, "progress"),
        ("student/1", 5, "progress"),
        ("student/1", 6, "progress"),
        ("thing/a-b", 1, "generic"),
    ],
    ids=["a command", "a reset", "a failure", "no domain"],
)
def test_it_runs_green_as_it_is(session: Session, tmp_path: Path, aggregate: str, ordinal: int, domain: str) -> None:
    file = tmp_path / "test_case.py"
    file.write_text(written(session.open_stream(session.resolve(aggregate)), ordinal, domain), "utf-8")
    assert _passes(file)


def test_it_fails_where_the_state_is_another(session: Session, tmp_path: Path) -> None:
    text = written(session.open_stream(session.resolve("student/1")), 5, "progress")
    assert "before.when('reset-progress', {'lesson': 3, 'activity': 1}).then(EVENT)" in text
    assert "'currentPosition': 3" in text
    file = tmp_path / "test_case.py"
    file.write_text(text.replace("'currentPosition': 3", "'currentPosition': 4"), "utf-8")
    assert not _passes(file)


@pytest.mark.parametrize(("ordinal", "why"), [(0, "Before the first event"), (8, "is soft-deleted")])
def test_what_makes_no_test_is_refused(session: Session, ordinal: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        written(session.open_stream(session.resolve("student/1")), ordinal, "progress")


def test_a_failed_event_before_it_is_left_out(session: Session) -> None:
    text = written(session.open_stream(session.resolve("student/1")), 7, "progress")
    assert "quizTaken" not in text
    assert "import pytest" not in text
