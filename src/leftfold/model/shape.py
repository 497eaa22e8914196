"""The shape of a text: a pattern with `*` for anything."""

from __future__ import annotations


def has_shape(text: str, pattern: str) -> bool:
    """Whether a text is what a pattern says, in time that grows with their lengths alone."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == first
    *middle, last = rest
    if not text.startswith(first):
        return False
    place = len(first)
    for part in middle:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return text.endswith(last) and len(text) - len(last) >= place
