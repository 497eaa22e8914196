"""What the tests of the command line build on: a call that gives what was said, and a store to call it on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from leftfold.cli.main import run
from leftfold.request import WindowRequest
from tests.store_builders import Payload, make_native

TALK: list[tuple[str, Payload]] = [
    ("placeStudent", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 2}),
    ("lessonCompleted", {"lesson": 6}),
    ("resetProgress", {"lesson": 3, "activity": 1}),
]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON Lines on stdout of a command that was done."""
        assert self.code == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refusal(self) -> str:
        """The one sentence of a command that was not done, and that printed nothing else."""
        assert self.code in (1, 2)
        assert self.out == ""
        assert self.err.startswith("leftfold: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("leftfold: ").rstrip("\n")


class Leftfold(Protocol):
    """Calls the command line."""

    def __call__(self, *arguments: object) -> Said:
        """What it answers to these arguments."""


@pytest.fixture
def requests() -> list[WindowRequest]:
    """The windows that were asked for."""
    return []


@pytest.fixture
def leftfold(capsys: pytest.CaptureFixture[str], requests: list[WindowRequest]) -> Leftfold:
    """Calls the command line with a window that is only remembered, and gives 0."""

    def launch(request: WindowRequest) -> int:
        requests.append(request)
        return 0

    def call(*arguments: object) -> Said:
        code = run(launch, arguments=[str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A native store of the talk's student, and one whose only payload is not JSON."""
    return make_native(tmp_path / "school.sqlite", {"student/3202": TALK, "student/odd": [("placeStudent", "{")]})
