"""The chart of a report as SVG: a bar for each line where they are few, else how many lines have which value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from leftfold.reports.result import Result

MOST_BARS: Final = 60
"""Bars that can be told apart with their labels; of more lines it is counted how many lie where."""
_GROUPS: Final = 12
_WIDTH, _HEIGHT, _FOOT, _HEAD, _SIDE = 960, 300, 70, 20, 46
_LABEL: Final = 16
"""Signs of a label that there is room for."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn: a number for each label."""

    title: str
    labels: tuple[str, ...]
    heights: tuple[float, ...]


def bars_of(result: Result) -> Bars | None:
    """The bars of a report; None where it has nothing to draw."""
    charted, place = result.charted, result.place_of(result.report.chart)
    if not charted or place is None:
        return None
    title = result.columns[place].title
    if len(charted) <= MOST_BARS:
        return Bars(title, tuple(label for label, _n in charted), tuple(n for _label, n in charted))
    return _counted(title, [number for _label, number in charted])


def _counted(title: str, numbers: Sequence[float]) -> Bars:
    """How many of many numbers are the same, or lie within the same stretch."""
    said = f"How many have which: {title}"
    if len(different := sorted(set(numbers))) <= _GROUPS:
        return Bars(said, tuple(map(number_text, different)), tuple(float(numbers.count(one)) for one in different))
    low, step = different[0], (different[-1] - different[0]) / _GROUPS
    counts = [0] * _GROUPS
    for number in numbers:
        counts[min(int((number - low) / step), _GROUPS - 1)] += 1
    starts = [low + at * step for at in range(_GROUPS)]
    labels = (f"{number_text(round(start, 1))}–{number_text(round(start + step, 1))}" for start in starts)
    return Bars(said, tuple(labels), tuple(map(float, counts)))


def number_text(number: float) -> str:
    """A number as people read it, without a fraction that says nothing."""
    return f"{int(number):,}" if number == int(number) else f"{number:,.2f}".rstrip("0")


def svg(bars: Bars) -> str:
    """The bars as an SVG that a page has inside; its text and lines take the page's colour."""
    low, high = min(0.0, *bars.heights), max(0.0, *bars.heights)
    span, room = (high - low) or 1.0, _HEIGHT - _HEAD - _FOOT
    step = (_WIDTH - 2 * _SIDE) / len(bars.heights)
    zero = _HEAD + high / span * room
    drawn = []
    for at, (label, height) in enumerate(zip(bars.labels, bars.heights, strict=True)):
        left, tall = _SIDE + at * step, abs(height) / span * room
        top = zero - tall if height >= 0 else zero
        said = escape(f"{label}: {number_text(height)}")
        drawn.append(
            f'<rect x="{left + step * 0.1:.1f}" y="{top:.1f}" width="{step * 0.8:.1f}" height="{tall:.1f}">'
            f"<title>{said}</title></rect>" + _label(left + step / 2, label)
        )
    axis = f'<line x1="{_SIDE}" x2="{_WIDTH - _SIDE}" y1="{zero:.1f}" y2="{zero:.1f}"/>'
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(bars.title)}">'
        f"<title>{escape(bars.title)}</title>{''.join(drawn)}{axis}{_scale(low, high, zero)}</svg>"
    )


def _label(middle: float, label: str) -> str:
    short = label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
    foot = _HEIGHT - _FOOT + 14
    return f'<text x="{middle:.1f}" y="{foot}" transform="rotate(35 {middle:.1f} {foot})">{escape(short)}</text>'


def _scale(low: float, high: float, zero: float) -> str:
    room = _HEIGHT - _HEAD - _FOOT
    span = (high - low) or 1.0
    ends = {number: zero - number / span * room for number in (low, 0.0, high)}
    return "".join(
        f'<text x="{_SIDE - 6}" y="{y + 4:.1f}" text-anchor="end">{number_text(number)}</text>'
        for number, y in ends.items()
    )
