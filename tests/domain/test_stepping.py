"""Stepping into a domain from another process."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leftfold.domain.asked import NOT_ASKED, asked_domain
from leftfold.domain.choice import DomainFile
from leftfold.domain.external.folding import Held
from leftfold.domain.registry import Domains
from leftfold.domain.stepping import step_into
from leftfold.domains.progress import PROGRESS
from leftfold.model.errors import Refused
from tests.domain.external.programs import events, reducer
from tests.domain.test_tracing import OWN

NONE = Domains([])
QUIZ = events("quizTaken")[0]._replace(data={"quiz": "A", "score": 1})


_BUILT_IN: Any = max
"""What is written in C has no lines."""


def test_an_installed_domain_is_stepped_into_in_a_process_of_its_own() -> None:
    found = step_into(NOT_ASKED, PROGRESS, PROGRESS.initial, QUIZ)
    assert {line.function for line in found.lines} >= {"_evolve", "_quiz_taken"}
    assert [one for one in threading.enumerate() if one.name == "leftfold-reducer"] == []


def test_a_file_is_stepped_into_where_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(OWN, "utf-8")
    with closing(asked_domain(NONE, DomainFile(str(path)))) as asked:
        assert asked.domain is not None
        found = step_into(asked, asked.domain, asked.domain.initial, events(2)[0])
        assert (found.result, [line.number for line in found.lines]) == ("3", [6, 9, 3, 4, 10])
        asked.stop()
        with pytest.raises(Refused, match="cannot be stepped into: the reducer is not in use any more"):
            step_into(asked, asked.domain, asked.domain.initial, events(2)[0])


def test_what_is_in_another_language_has_a_debugger_of_its_own(tmp_path: Path) -> None:
    with closing(asked_domain(NONE, reducer(tmp_path))) as asked:
        assert asked.domain is not None
        with pytest.raises(Refused, match="use the debugger of its own language"):
            step_into(asked, asked.domain, Held(0), events(2)[0])


def test_a_state_that_cannot_be_carried_over_is_told() -> None:
    with pytest.raises(Refused, match="The state cannot be carried to another process"):
        step_into(NOT_ASKED, PROGRESS, lambda: 0, QUIZ)
    with pytest.raises(Refused, match="not written in Python"):
        step_into(NOT_ASKED, replace(PROGRESS, evolve=_BUILT_IN), PROGRESS.initial, QUIZ)
