"""Ascending ordinals of some of a stream's events: whether one is among them, and which is next to it."""

from __future__ import annotations

import numpy as np

from leftfold.model.index import Ints


def place_of(ordinals: Ints, ordinal: int) -> int | None:
    """Where an ordinal stands among these, counted from 0; None where it does not."""
    place = int(np.searchsorted(ordinals, ordinal))
    return place if place < len(ordinals) and ordinals[place] == ordinal else None


def before(ordinals: Ints, ordinal: int) -> int | None:
    """The last of them before an ordinal; None where there is none."""
    place = int(np.searchsorted(ordinals, ordinal))
    return int(ordinals[place - 1]) if place else None


def after(ordinals: Ints, ordinal: int) -> int | None:
    """The first of them after an ordinal; None where there is none."""
    place = int(np.searchsorted(ordinals, ordinal, side="right"))
    return int(ordinals[place]) if place < len(ordinals) else None
