"""What commands share that go through a whole store."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from leftfold.cli import findings
from leftfold.cli.findings import Asked, through_store
from leftfold.diagnose import orphans
from leftfold.scan.ways import Alone, Cluster, Processes
from tests.cli.conftest import Leftfold
from tests.scan.made import make_wrong
from tests.store_builders import make_native


def test_progress_is_told_now_and_then(leftfold: Leftfold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_TOLD", 100)
    said = leftfold("scan", make_wrong(tmp_path / "wrong.sqlite"), "--only", "gap")
    assert said.err.splitlines()[0] == "Read 203 events of 40 aggregates"


def test_causes_that_were_too_many_are_told(
    leftfold: Leftfold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphans, "MOST", 0)
    said = leftfold("scan", make_wrong(tmp_path / "wrong.sqlite"), "--only", "orphan")
    assert said.err.splitlines()[-1] == "1 cause more than can be kept were not looked for."


def test_the_way_is_as_it_is_asked_for(tmp_path: Path) -> None:
    ways: list[object] = []

    @click.command()
    @through_store
    def command(asked: Asked) -> int:
        ways.append(asked.way)
        return 0

    store = str(make_native(tmp_path / "a.sqlite", {"student/1": []}))
    for options in ([], ["--jobs", "3"], ["--cluster", "tcp://x:1"]):
        command.main([store, *options], standalone_mode=False)
    assert isinstance(ways[0], Processes | Alone)
    assert ways[1:] == [Processes(3), Cluster("tcp://x:1")]
