"""The command that looks at whether all is there."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Leftfold


def test_all_is_well(leftfold: Leftfold) -> None:
    said = leftfold("doctor")
    assert said.code == 0
    assert all(line.startswith("ok ") for line in said.out.splitlines())
    assert said.err == "All is well.\n"


def test_what_is_not_is_told(leftfold: Leftfold, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    said = leftfold("doctor", "--json")
    assert said.code == 1
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [row["name"] for row in rows if not row["well"]] == ["display"]
    assert said.err == f"1 of {len(rows)} need to be looked at.\n"
