"""Invariants that turn, looked for while a draft is followed beside what is stored."""

from __future__ import annotations

from typing import Generic, TypeVar

from leftfold.domain.definition import Domain, Invariant
from leftfold.draft.consequences import Turn
from leftfold.replay.fold import Took
from leftfold.replay.invariants import breach

S = TypeVar("S")


class Turning(Generic[S]):
    """Asks each invariant of both states after each event."""

    def __init__(self, domain: Domain[S]) -> None:
        self._invariants = domain.invariants
        self._broken: dict[int, tuple[int, str]] = {}
        self._mended: dict[int, tuple[int, str]] = {}

    def look(self, version: int, stored: Took[S], drafted: Took[S]) -> None:
        """Look at the states after one event."""
        if stored.after is drafted.after or (stored.after is stored.before and drafted.after is drafted.before):
            return
        for place, invariant in enumerate(self._invariants):
            was, would_be = breach(invariant, stored.after), breach(invariant, drafted.after)
            if would_be and not was:
                self._broken.setdefault(place, (version, would_be))
            elif was and not would_be:
                self._mended.setdefault(place, (version, was))

    def broken(self, stored: S, drafted: S) -> tuple[Turn, ...]:
        """What the draft breaks somewhere, given the last states."""
        return tuple(self._turn(place, first, drafted, stored) for place, first in self._broken.items())

    def mended(self, stored: S, drafted: S) -> tuple[Turn, ...]:
        """What the draft mends somewhere, given the last states."""
        return tuple(self._turn(place, first, stored, drafted) for place, first in self._mended.items())

    def _turn(self, place: int, first: tuple[int, str], breaks: S, holds: S) -> Turn:
        invariant: Invariant[S] = self._invariants[place]
        at_last = breach(invariant, breaks)
        lasts = bool(at_last) and not breach(invariant, holds)
        return Turn(invariant.title, at_last if lasts and at_last else first[1], first[0], lasts)
