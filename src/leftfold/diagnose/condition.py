"""Conditions: the one language of filters, breakpoints, markers and scans; see `leftfold.diagnose.grammar` for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from leftfold.diagnose.evaluation import holds
from leftfold.diagnose.grammar import parse
from leftfold.diagnose.printing import text_of
from leftfold.diagnose.tokens import ConditionError
from leftfold.diagnose.tree import Test
from leftfold.replay.narrative import Moment

__all__ = ["Condition", "ConditionError", "parse_condition"]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds at a moment of a replay or does not."""

    test: Test

    def holds(self, moment: Moment[Any]) -> bool:
        """Whether the condition holds at the moment."""
        return holds(self.test, moment)

    @override
    def __str__(self) -> str:
        return text_of(self.test)


def parse_condition(text: str) -> Condition:
    """The condition that a text says; printed, a condition parses to itself. Raises `ConditionError`."""
    return Condition(parse(text))
