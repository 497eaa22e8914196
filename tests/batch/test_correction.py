"""What is done to each aggregate, and how a run file keeps it."""

from __future__ import annotations

import pytest

from leftfold.batch.correction import (
    Correction,
    DeleteEvents,
    RestoreState,
    correction_row,
    read_correction,
    run_command,
    told,
)
from leftfold.model.errors import BadRequest

COMMAND = run_command("reset-progress", {"lesson": "=before.currentPosition", "activity": 1})


@pytest.mark.parametrize("correction", [DeleteEvents(), RestoreState(), COMMAND])
def test_a_correction_is_read_as_it_was_kept(correction: Correction) -> None:
    assert read_correction(correction_row(correction)) == correction


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (DeleteEvents(), "soft-delete the offending events"),
        (RestoreState(), "bring the state back to what it was before the offending event"),
        (COMMAND, 'run reset-progress with {"lesson":"=before.currentPosition","activity":1}'),
    ],
)
def test_it_is_told_in_words(correction: Correction, words: str) -> None:
    assert told(correction) == words


@pytest.mark.parametrize("row", [None, {}, {"kind": "erase"}, {"kind": "command", "name": 3}])
def test_what_is_none_is_refused(row: object) -> None:
    with pytest.raises(BadRequest, match="is no correction that this version of Leftfold knows"):
        read_correction(row)
