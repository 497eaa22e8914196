"""The hashes of a state before a draft and after it, for the record of its commit."""

from __future__ import annotations

from typing import TypeVar

from leftfold.draft.overlay import WhatIf
from leftfold.model.chain import digest
from leftfold.model.edits import States
from leftfold.replay.history import History
from leftfold.replay.narrative import shown

S = TypeVar("S")


def states_of(base: History[S], proposed: WhatIf[S]) -> States:
    """The hashes of the last state as it is stored and as a draft leaves it, as the domain shows them."""
    before, after = (history.standing(history.length).state for history in (base, proposed.history))
    return States(base.domain.name, digest(shown(base.domain, before)), digest(shown(base.domain, after)))
