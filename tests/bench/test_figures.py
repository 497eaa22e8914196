"""Figures: medians and percentiles of what was timed, and two works timed in turn."""

from __future__ import annotations

import pytest

from leftfold.bench.figures import Pairs, Spread, in_turn, milliseconds, once, seconds, spread


def test_a_spread_tells_median_percentile_and_most() -> None:
    found = spread([3.0, 1.0, 2.0])
    assert (found.median, found.most, found.count) == (2.0, 3.0, 3)
    assert found.p99 == pytest.approx(2.98)
    assert once(4.0) == Spread(4.0, 4.0, 4.0, 1)


def test_works_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([1.0, 1.5, 2.0, 2.25])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    done: list[str] = []
    assert seconds(lambda: done.append("one")) == 0.5
    assert milliseconds([lambda: done.append("two")]) == [250.0]
    assert done == ["one", "two"]


def test_two_works_take_turns_and_the_first_round_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    # Starts and ends: the first round takes 9 and 9, those that count 2 and 1, 6 and 2.
    clock = iter([0, 9, 0, 9, 0, 2, 0, 1, 0, 6, 0, 2])
    monkeypatch.setattr("time.perf_counter", lambda: next(clock))
    turns: list[str] = []
    pairs = in_turn(lambda: turns.append("ours"), lambda: turns.append("peer"), rounds=2)
    assert turns == ["ours", "peer"] * 3
    assert (pairs.ours.median, pairs.peer.median, pairs.ratio) == (4, 1.5, 2.5)


@pytest.mark.parametrize(("most", "met"), [(2.5, True), (2.4, False)])
def test_two_works_are_told_in_one_line_that_is_met_up_to_a_ratio(most: float, *, met: bool) -> None:
    pairs = Pairs(once(5.0), once(2.0), 2.5)
    figure = pairs.figure("a replay", against="a loop", goal="few", most=most, note="so it is")
    assert (figure.what, figure.unit, figure.against, figure.goal) == ("a replay", "s", "a loop", "few")
    assert (figure.ours, figure.peer, figure.ratio) == (once(5.0), once(2.0), 2.5)
    assert (figure.met, figure.note) == (met, "so it is")
