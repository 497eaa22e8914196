"""The border to a domain's own code: what it raises, as a text."""

from __future__ import annotations


def error_text(error: Exception) -> str:
    """The error in one line for a person: its own words, after its kind where the words alone say little."""
    words = " ".join(str(error).split())
    if isinstance(error, LookupError) and not isinstance(error, (KeyError, IndexError)):
        return words
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
