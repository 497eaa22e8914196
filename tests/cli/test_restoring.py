"""The command that makes a state as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Leftfold
from tests.store_builders import make_native

WHY = ("--reason", "a wrong reset", "--author", "mira")
STUDENT: list[tuple[str, Any]] = [
    ("placeStudent", {"lesson": 6, "activity": 2}),
    ("resetProgress", {"lesson": 3}),
    ("activityCompleted", {"lesson": 3, "activity": 1}),
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    quizzed = [*STUDENT, ("quizTaken", {"quiz": "Q", "score": 80})]
    return make_native(
        tmp_path / "s.sqlite",
        {
            "student/1": STUDENT,
            "student/2": quizzed,
            "box/3": [("put", {"x": 1}), ("put", {"x": 2}), ("put", {"x": 3, "new": 1})],
        },
    )


def test_the_state_is_as_it_was_and_the_event_is_linked(leftfold: Leftfold, store: Path) -> None:
    dry = leftfold("restore-state", store, "1", "--at", "1", *WHY, "--dry-run")
    assert "Append event 4: Progress was reset to lesson 6, activity 2 (was lesson 3, activity 2)" in dry.out
    assert len(leftfold("events", store, "1", "--json").rows) == 3
    said = leftfold("restore-state", store, "1", "--at", "1", *WHY)
    assert (said.code, said.err) == (0, "Written by mira: event 4 appended. student/1 is at version 4 now.\n")
    last = leftfold("events", store, "1", "--json").rows[-1]
    assert last["metadata"]["leftfold"] == {"author": "mira", "reason": "a wrong reset", "compensates": [2, 3]}
    before, after = (leftfold("state", store, "1", *at, "--json").rows[0]["state"] for at in (("--at", "1"), ()))
    assert before == after
    again = leftfold("restore-state", store, "1", "--at", "1", *WHY)
    assert again.code == 1
    assert "same already" in again.err


def test_what_cannot_be_as_it_was_is_said_and_written_only_when_asked(leftfold: Leftfold, store: Path) -> None:
    said = leftfold("restore-state", store, "2", "--at", "1", *WHY)
    assert said.code == 1
    assert "lastQuiz stays" in said.err
    assert said.err.endswith("Nothing was written; add --nearest to come as near as can be.\n")
    assert leftfold("restore-state", store, "2", "--at", "1", *WHY, "--dry-run").code == 0
    assert len(leftfold("events", store, "2", "--json").rows) == 4
    assert leftfold("restore-state", store, "2", "--at", "1", "--nearest", *WHY).code == 0
    state = leftfold("state", store, "2", "--json").rows[0]["state"]
    assert (state["currentPosition"], state["lastQuiz"]["quiz"]) == (6, "Q")


def test_without_a_domain_a_type_is_chosen_or_told(leftfold: Leftfold, store: Path) -> None:
    dry = leftfold("restore-state", store, "box/3", "--at", "2", "--nearest", *WHY, "--dry-run")
    assert "Of the type put, since events of it had these fields; --type names another." in dry.err
    assert "new stays 1, which it had not" in dry.err
    assert leftfold("restore-state", store, "box/3", "--at", "2", "--nearest", "--type", "mended", *WHY).code == 0
    last = leftfold("events", store, "box/3", "--json").rows[-1]
    assert (last["type"], last["data"]) == ("mended", {"x": 2})


def test_a_domain_tells_the_type_itself(leftfold: Leftfold, store: Path) -> None:
    said = leftfold("restore-state", store, "1", "--at", "1", "--type", "odd", *WHY)
    assert (said.code, said.err) == (
        2,
        "leftfold: The domain progress tells the type of the event; leave out --type.\n",
    )


def test_a_version_that_is_not_there_is_refused(leftfold: Leftfold, store: Path) -> None:
    said = leftfold("restore-state", store, "1", "--at", "9", *WHY)
    assert (said.code, said.err) == (1, "leftfold: student/1 has no version 9; it has 1 to 3.\n")
