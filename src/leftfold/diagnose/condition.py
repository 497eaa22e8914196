"""Conditions: the one language of filters, breakpoints, markers and scans; see `leftfold.diagnose.grammar` for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import override

from leftfold.deferred import Deferred
from leftfold.diagnose.tokens import ConditionError
from leftfold.domain.definition import Domain
from leftfold.model.json import Json
from leftfold.model.step import Step
from leftfold.replay.narrative import shown

if TYPE_CHECKING:
    from leftfold.diagnose import evaluation, grammar, printing, tree
else:
    # 6 ms, for who never asks for a condition.
    evaluation = Deferred("leftfold.diagnose.evaluation")
    grammar = Deferred("leftfold.diagnose.grammar")
    printing = Deferred("leftfold.diagnose.printing")
    tree = Deferred("leftfold.diagnose.tree")

__all__ = ["Condition", "ConditionError", "Sight", "parse_condition"]

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Sight:
    """As much of a moment as a condition looks at."""

    step: Step[Any]
    before: Json
    """The state before it as a document; anything where that is not asked for."""
    after: Json
    """The state after it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds at a moment of a replay or does not."""

    test: tree.Test

    @property
    def asks_state(self) -> bool:
        """Whether it looks at the state around an event, and not at the event alone."""
        return tree.asks_state(self.test)

    def holds(self, moment: evaluation.Seen) -> bool:
        """Whether the condition holds at the moment."""
        return evaluation.holds(self.test, moment)

    def along(self, domain: Domain[S], steps: Iterable[Step[S]]) -> Iterator[bool]:
        """For each of neighbouring steps of a replay, in order, whether the condition holds at it.

        What a moment has besides, and the state where it is not asked for, is not worked out: that would take most of
        the time of a search.
        """
        holds = evaluation.holds
        if not self.asks_state:
            for step in steps:
                yield holds(self.test, Sight(step, None, None))
            return
        state, document = domain.initial, shown(domain, domain.initial)
        for step in steps:
            before = document if step.before is state else shown(domain, step.before)
            state = step.after
            document = before if state is step.before else shown(domain, state)
            yield holds(self.test, Sight(step, before, document))

    @override
    def __str__(self) -> str:
        return printing.text_of(self.test)


def parse_condition(text: str) -> Condition:
    """The condition that a text says; printed, a condition parses to itself. Raises `ConditionError`."""
    return Condition(grammar.parse(text))
