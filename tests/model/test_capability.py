"""A capability is a value."""

from __future__ import annotations

from leftfold.model.capability import Capability


def test_capabilities_are_equal_where_they_say_the_same() -> None:
    assert Capability("append", True, "Yes.") == Capability("append", True, "Yes.")
    assert Capability("append", True, "Yes.") != Capability("append", False, "No.")
