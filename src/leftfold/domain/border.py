"""The border to a domain's own code: what it raises, as a text, and how its states compare."""

from __future__ import annotations


class Told(Exception):
    """What went wrong with a domain's code, told already: the text is for a person as it stands."""


def error_text(error: Exception) -> str:
    """The error in one line for a person: its own words, after its kind where the words alone say little."""
    words = " ".join(str(error).split())
    if isinstance(error, Told):
        return words
    if isinstance(error, LookupError) and not isinstance(error, (KeyError, IndexError)):
        return words
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def equal(one: object, other: object) -> bool:
    """Whether two states are equal as their own kind has it; False also where they cannot be compared."""
    try:
        return bool(one == other)
    except Exception:  # noqa: BLE001 - the border to the domain's code: states that cannot be compared may differ
        return False
