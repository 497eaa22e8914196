"""The plan of a batch, from options."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.batch.correction import DeleteEvents, Plan, RestoreState, run_command
from leftfold.batch.which import Where, listed
from leftfold.cli.planning import plan_of
from leftfold.model.errors import BadRequest
from tests.batch.bulk_reset import BECAUSE, student

NOTHING: dict[str, object] = {
    "where": None,
    "findings": None,
    "type_": None,
    "delete": False,
    "restore_state": False,
    "command": None,
}


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    path = tmp_path / "found.jsonl"
    path.write_text('{"type": "student", "id": "0003", "version": 4}\n')
    return path


def test_a_condition_or_a_list_says_which_events(findings: Path) -> None:
    asked = {**NOTHING, "where": "x = 1", "type_": "student", "delete": True}
    assert plan_of(asked, BECAUSE) == Plan(which=Where("x = 1", "student"), correction=DeleteEvents(), because=BECAUSE)
    plan = plan_of({**NOTHING, "findings": findings, "restore_state": True}, BECAUSE)
    assert plan.which == listed([(student(3), 4)], file="found.jsonl")
    assert plan.correction == RestoreState()


def test_a_command_has_its_arguments() -> None:
    asked = {**NOTHING, "where": "x = 1", "command": ("fly", '{"height": 3}')}
    assert plan_of(asked, BECAUSE).correction == run_command("fly", {"height": 3})


def test_one_of_both_is_given(findings: Path) -> None:
    for asked in ({"delete": True}, {"delete": True, "where": "x = 1", "findings": findings}):
        with pytest.raises(BadRequest, match="either --where EXPR or --findings FILE"):
            plan_of({**NOTHING, **asked}, BECAUSE)
    with pytest.raises(BadRequest, match="leave out --type"):
        plan_of({**NOTHING, "delete": True, "findings": findings, "type_": "student"}, BECAUSE)
