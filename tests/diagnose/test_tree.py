"""The tree of a condition: values that are equal where they mean the same."""

from __future__ import annotations

from itertools import combinations

from leftfold.diagnose.tree import Literal


def test_literals_that_python_takes_for_one_another_differ() -> None:
    one = [Literal(1, "1"), Literal(1.0, "1.0"), Literal(True, "true"), Literal("1", "'1'")]
    assert all(left != right for left, right in combinations(one, 2))
    assert len(set(one)) == 4
