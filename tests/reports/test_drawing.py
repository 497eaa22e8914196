"""The chart of a report."""

from __future__ import annotations

from leftfold.reports.drawing import MOST_BARS, Bars, bars_of, svg
from tests.reports.made_reports import result_of


def test_of_many_lines_it_is_drawn_how_many_have_which() -> None:
    bars = bars_of(result_of(*((f"a{at}", at % 3) for at in range(MOST_BARS + 2))))
    assert bars is not None
    assert bars.labels == ("0", "1", "2")
    assert sum(bars.heights) == MOST_BARS + 2
    spread = bars_of(result_of(*((f"a{at}", at) for at in range(120))))
    assert spread is not None
    assert (len(spread.labels), sum(spread.heights)) == (12, 120)
    assert bars_of(result_of()) is None


def test_few_lines_are_a_bar_each_and_one_below_none_hangs_down() -> None:
    assert bars_of(result_of(("a", 3), ("b", -4))) == Bars("Sum", ("a", "b"), (3.0, -4.0))
    drawn = svg(Bars("Sum", ("<a>", "x" * 40), (3.0, -4.0)))
    assert "&lt;a&gt;: 3" in drawn
    assert "<a>" not in drawn
    assert "x" * 15 + "…" in drawn
    assert 'aria-label="Sum"' in drawn
    assert svg(Bars("None", ("a",), (0.0,))).count("<rect") == 1
