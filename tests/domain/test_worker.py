"""A process that answers for a Python domain."""

from __future__ import annotations

import subprocess
from pathlib import Path

import orjson
import pytest

from leftfold.domain.external.running import worker_command

OWN = """
print("loading", input)
from leftfold.domain.definition import Domain

def evolve(state, event):
    print("evolving")
    return input()

OWN = Domain(name="own", title="Own", aggregate_types=(), initial=0, evolve=evolve, show=lambda state: state,
    sentence=lambda event, before, after: "")
"""


def _answers(name: str, *requests: object) -> list[dict[str, object]]:
    lines = b"".join(orjson.dumps(request) + b"\n" for request in requests)
    ran = subprocess.run(worker_command(name), input=lines, capture_output=True, check=True)
    return [orjson.loads(line) for line in ran.stdout.splitlines()]


def test_only_answers_are_on_stdout_and_nothing_else_reads_stdin(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(OWN, "utf-8")
    event = {"type": "a", "data": 1, "metadata": None, "version": 1, "position": 1, "at": None, "deleted": False}
    row = {**event, "aggregate": {"type": "", "id": "a"}}
    hello, evolved = _answers(
        str(path),
        {"id": 1, "do": "hello", "leftfold": 1},
        {"id": 2, "do": "evolve", "state": "gARLAC4=", "each": True, "events": [row]},
    )
    assert (hello["id"], hello["name"]) == (1, "own")
    assert evolved == {"id": 2, "error": "EOFError: EOF when reading a line"}


@pytest.mark.parametrize("name", ["progress", "generic"])
def test_an_installed_domain_is_served_by_its_name(name: str) -> None:
    assert _answers(name, {"id": 1, "do": "hello", "leftfold": 1})[0]["name"] == name


def test_what_cannot_be_loaded_is_the_answer_to_the_first_request() -> None:
    (answer,) = _answers("nope", {"id": 7, "do": "hello", "leftfold": 1}, {"id": 8, "do": "hello", "leftfold": 1})
    assert answer["id"] == 7
    assert str(answer["error"]).startswith("There is no domain 'nope'; known are ")
