"""What can be done with an opened store, and why not where it cannot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing a store allows or does not, with the reason in a sentence."""

    name: str
    allowed: bool
    reason: str
