"""What one more event would do."""

from __future__ import annotations

from leftfold.draft.trial import Trial, tried
from tests.draft.piling import STREAM, history_of, stored


def test_it_says_what_it_would_and_what_changes() -> None:
    history = history_of(stored(("put", False)))
    assert tried(history, STREAM, "put", {}) == Trial("put: height 1 → 2.", fails=False)
    assert tried(history_of([]), STREAM, "clear", {}) == Trial("clear: nothing changes.", fails=False)


def test_one_that_fails_says_why() -> None:
    found = tried(history_of([]), STREAM, "take", {})
    assert found == Trial("It could not be applied: ValueError: there is nothing to take.", fails=True)
