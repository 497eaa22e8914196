"""Measurements in a process of their own: what it prints is read, what goes wrong in it is said."""

from __future__ import annotations

import pytest

from leftfold.bench.child import run_child
from leftfold.model.errors import LeftfoldError


def test_a_child_that_fails_says_why() -> None:
    with pytest.raises(LeftfoldError, match=r"leftfold\.bench\.nothing ended with 1: .*No module named"):
        run_child("nothing")
