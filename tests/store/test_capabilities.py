"""What a store can do follows from its layout and its database, each with a sentence."""

from __future__ import annotations

from pathlib import Path

from leftfold.store.capabilities import capabilities_of
from tests.store.found_layouts import detected


def test_what_a_layout_has_is_allowed_and_the_rest_says_why(native: Path, foreign: Path) -> None:
    own = capabilities_of(detected(native))
    assert all(one.allowed for one in own)
    others = {one.name: one for one in capabilities_of(detected(foreign))}
    assert [one.name for one in own] == [*others]
    assert [name for name, one in others.items() if not one.allowed] == ["soft delete", "restore", "snapshots"]
    assert others["soft delete"].reason == dict(detected(foreign).absent)["soft delete"]
    assert all(one.reason.endswith(".") for one in others.values())
