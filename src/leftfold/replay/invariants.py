"""Invariants asked of a state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain, Invariant

S = TypeVar("S")


def breaches(domain: Domain[S], state: S) -> dict[str, str]:
    """The invariants that are broken in a state: by their names, a sentence each."""
    found = ((invariant.name, breach(invariant, state)) for invariant in domain.invariants)
    return {name: text for name, text in found if text}


def breach(invariant: Invariant[S], state: S) -> str | None:
    """How a state breaks an invariant, None where it holds; one that cannot be checked says so."""
    try:
        return invariant.broken(state)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        return f"{invariant.title} could not be checked: {error_text(error)}"


def breaches_along(invariant: Invariant[S], states: Sequence[S]) -> list[str | None]:
    """For each of many states how it breaks an invariant."""
    broken = invariant.broken
    try:
        return [broken(state) for state in states]
    except Exception:  # noqa: BLE001 - the border to the domain's code; each state is then asked by itself
        return [breach(invariant, state) for state in states]
