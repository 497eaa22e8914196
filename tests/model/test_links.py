"""Which events an event says that it compensates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from leftfold.model.edits import Append, Because, correction_metadata
from leftfold.model.event import Undecodable
from leftfold.model.links import compensated


def test_what_an_edit_writes_is_read_again() -> None:
    event = Append("reset", {}, datetime(2026, 1, 1, tzinfo=UTC), {"own": 1}, (57, 58))
    metadata = correction_metadata(event, Because("Mira", "why"))
    assert metadata == {"own": 1, "leftfold": {"author": "Mira", "reason": "why", "compensates": [57, 58]}}
    assert compensated(metadata) == (57, 58)


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        [],
        "leftfold",
        {"leftfold": None},
        {"leftfold": []},
        {"leftfold": {}},
        {"leftfold": {"compensates": 57}},
        {"leftfold": {"compensates": [True, "57", None, 5.7]}},
        Undecodable(b"{", "is no JSON"),
    ],
)
def test_what_is_no_such_note_names_none(metadata: Any) -> None:
    assert compensated(metadata) == ()


def test_one_named_twice_counts_once() -> None:
    assert compensated({"leftfold": {"compensates": [3, 3, 2]}}) == (3, 2)
