"""Proposals as a run file keeps them."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from leftfold.batch.proposal import Proposal, proposal_row, read_proposal
from leftfold.model.diff import Change, Op
from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.errors import BadRequest
from leftfold.model.stream import StreamId

PROPOSAL = Proposal(
    stream=StreamId("student", "ä/1"),
    base_version=7,
    base_deletions=frozenset({2, 3}),
    offending=(5, 6),
    told="Progress was reset",
    edits=(
        SoftDelete(5),
        Restore(2),
        Append("x", {"lesson": 6.5}, datetime(2026, 1, 1, 1, 1, 1, 123456, UTC), {"job": "n"}),
    ),
    changes=(Change(Op.REPLACE, ("lessons", 3, "n"), 1, {"a": None}), Change(Op.ADD, ("b",), None, True)),
    troubles=("Event 6 could not be applied: no.",),
)


def test_a_proposal_is_read_as_it_was_kept() -> None:
    assert read_proposal(orjson.loads(orjson.dumps(proposal_row(PROPOSAL)))) == PROPOSAL


def test_its_draft_stands_where_the_dry_run_stood() -> None:
    draft = PROPOSAL.draft(Because("Ann", "why"))
    assert (draft.stream, draft.base_version, draft.base_deletions) == (PROPOSAL.stream, 7, frozenset({2, 3}))
    assert draft.edits == PROPOSAL.edits


def test_an_edit_that_is_none_is_refused() -> None:
    with pytest.raises(BadRequest, match="is no edit that this version of Leftfold knows"):
        read_proposal({**proposal_row(PROPOSAL), "edits": [{"erase": 3}]})
