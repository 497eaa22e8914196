"""What the figures say of what windows told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from leftfold.bench import windows
from leftfold.bench.child import Told
from leftfold.bench.figures import Figure
from leftfold.bench.stores import Stores
from leftfold.bench.windows import opening, window

LOADED: dict[str, Any] = {
    "jumps": [4.0, 4.0, 5.0],
    "zooms": [10.0],
    "pans": [20.0],
    "late": [0.0, 51.0],
    "load": 3.0,
    "before": 100.0,
    "after": 219.0,
}


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has each child process tell what is given for its module."""

    def prepare(**values: dict[str, Any]) -> None:
        monkeypatch.setattr(windows, "run_child", lambda module, *_arguments: Told(10.0, values[module]))

    return prepare


def _verdicts(figures: list[Figure]) -> list[bool | None]:
    return [figure.met for figure in figures]


def test_a_window_is_judged_by_each_goal(tiny: Stores, tell: Callable[..., None]) -> None:
    tell(window=LOADED)
    figures = list(window(tiny))
    assert _verdicts(figures) == [True, True, False, False, True]
    assert figures[3].note == "the longest 51 ms; all was loaded in 3.0 s"
    tell(window={**LOADED, "jumps": [6.0], "late": [50.0], "after": 221.0})
    assert _verdicts(list(window(tiny))) == [False, True, False, True, False]


def test_a_start_is_judged_beside_the_empty_window(tiny: Stores, tell: Callable[..., None]) -> None:
    tell(opening={"painted": 11.4, "peak": 159.0}, bare_window={"painted": 11.0, "peak": 100.0})
    time, memory = opening(tiny)
    assert time.ratio == pytest.approx(1.4)
    assert (time.met, memory.met) == (True, True)
    tell(opening={"painted": 11.6, "peak": 161.0}, bare_window={"painted": 11.0, "peak": 100.0})
    assert _verdicts(list(opening(tiny))) == [False, False]


def test_memory_that_the_system_does_not_tell_is_not_judged(tiny: Stores, tell: Callable[..., None]) -> None:
    tell(
        window={**LOADED, "before": None, "after": None},
        opening={"painted": 11.0, "peak": None},
        bare_window={"painted": 11.0, "peak": None},
    )
    for figure in (list(window(tiny))[-1], list(opening(tiny))[-1]):
        assert figure.ours is None
        assert "does not tell" in figure.note
