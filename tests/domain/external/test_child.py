"""One process of a reducer: what it answers, and every way in which it does not."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from re import escape
from typing import Any

import pytest

from leftfold.domain.external.child import Child, ChildFailed
from leftfold.domain.external.pool import nobody_minds
from leftfold.domain.external.wire import event_out
from leftfold.model.errors import Cancelled
from leftfold.model.json import JsonObject
from tests.domain.external.programs import QUICK, events, program


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    with closing(Child(program(tmp_path), QUICK)) as started:
        yield started
    assert [one.name for one in threading.enumerate() if one.name == "leftfold-reducer"] == []


@contextmanager
def _refused(command: tuple[str, ...], sentence: str, **limits: Any) -> Iterator[Child]:
    """A process of which the block is told this."""
    with closing(Child(command, replace(QUICK, **limits))) as child, pytest.raises(ChildFailed, match=escape(sentence)):
        yield child


def _ask(child: Child, *kinds: str | int) -> list[dict[str, Any]]:
    rows = [*map(event_out, events(*kinds))]
    request: JsonObject = {"do": "evolve", "state": 0, "each": True, "events": [*rows]}
    return [*child.ask(request, answers=len(rows), check=nobody_minds)]


def test_each_event_has_an_answer(child: Child) -> None:
    assert [(row.get("state"), row.get("error")) for row in _ask(child, 1, "fail", 2)] == [
        (1, None),
        (1, "it cannot be added"),
        (3, None),
    ]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("hang", "the reducer gave no answer within 1 s and was stopped"),
        ("exit", "the reducer ended with exit code 3; it said: I leave"),
        ("kill", "the reducer was ended by SIGKILL"),
        ("print", "the reducer printed what is no line of JSON: 'hello there'; what it tells people belongs on stderr"),
        ("list", r"the reducer printed what is no answer: '\[\]'; an answer is an object with an id"),
        ("wrong id", "the reducer answered request 7000 where 1 was asked"),
        ("long", "the reducer printed a line of more than 100,000 bytes"),
    ],
)
def test_what_is_no_answer_is_told_and_the_answers_before_it_count(child: Child, kind: str, sentence: str) -> None:
    request: JsonObject = {"do": "evolve", "state": 0, "each": True, "events": [*map(event_out, events(1, kind))]}
    answers = child.ask(request, answers=2, check=nobody_minds)
    assert next(answers)["state"] == 1
    with pytest.raises(ChildFailed, match=f"^{sentence}$"):
        next(answers)


def test_who_waits_may_give_up(child: Child) -> None:
    def give_up() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        next(child.ask({"do": "sleep"}, check=give_up))


def test_what_started_other_programs_ends_with_them(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    other = f"import time; held = open({str(pipe)!r}, 'wb'); time.sleep(1000)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {other!r}])"
    with closing(Child((sys.executable, "-c", script), QUICK)):
        held = pipe.open("rb")
    with held:
        # It ends once nobody holds the other end of the pipe any more.
        assert held.read() == b""


def test_it_may_not_hold_more_memory_than_it_is_allowed() -> None:
    script = "x = bytearray(10**9); print('{\"id\": 1}')"
    with _refused(
        (sys.executable, "-c", script), "ended with exit code 1; it said: MemoryError", memory=2**28
    ) as child:
        next(child.ask({"do": "hello"}, seconds=20, check=nobody_minds))


def test_it_does_not_see_the_passwords_of_stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "secret")
    with closing(Child(program(tmp_path), QUICK)) as child:
        assert next(child.ask({"do": "secret"}, seconds=20, check=nobody_minds))["value"] is None
    assert os.environ["PGPASSWORD"] == "secret"


def test_a_request_that_nobody_reads_holds_nobody_up() -> None:
    with _refused((sys.executable, "-c", "import time; time.sleep(1000)"), "no answer within 0.2 s") as child:
        next(child.ask({"do": "hello", "more": "x" * 10**6}, seconds=0.2, check=nobody_minds))


def test_what_closes_its_output_is_told() -> None:
    script = "import os, time; os.close(1); time.sleep(1000)"
    with _refused((sys.executable, "-c", script), "the reducer closed its output", answer=0.2) as child:
        next(child.ask({"do": "hello"}, seconds=20, check=nobody_minds))
