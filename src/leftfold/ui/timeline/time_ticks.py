"""The labelled places of a time axis: where activity begins after an idle stretch, and round times between."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from leftfold.model.index import Ints
from leftfold.model.times import microseconds
from leftfold.ui.timeline.axis import Axis
from leftfold.ui.timeline.ticks import Tick, round_step
from leftfold.ui.timeline.viewport import Window

Local = Callable[[int], datetime]
"""The point in time so many microseconds after 1970 UTC, in the zone shown."""

_SECOND: Final = 1_000_000
_DAY: Final = 86_400 * _SECOND
_MONTH: Final = 30 * _DAY
_STEPS: Final = tuple(
    _SECOND * seconds
    for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
)
_MOST_DAYS: Final = 14
"""Days that are counted in days; beyond, it is counted in months."""
_MONTHS: Final = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Events without a fold between them, as far as they are visible."""

    begin: float
    """Where the first of them lies."""
    start: int
    """When that was."""
    first: int
    """The first and last time that is visible."""
    last: int


def time_ticks(axis: Axis, window: Window, room: int, local: Local) -> tuple[Tick, ...]:
    """The left edge's context, and at most about `room` labelled ticks, none closer to another than that allows."""
    if axis.times is None:
        return ()
    apart = window.span / max(1, room)
    stretches = tuple(_stretches(axis, axis.times, window, room))
    kept: list[tuple[float, int]] = []
    for stretch in stretches if len(stretches) > 1 else ():
        if stretch.begin in window:
            _keep(kept, (stretch.begin, stretch.start), apart)
    for stretch in stretches:
        for time in _round_times(stretch, apart, local):
            _keep(kept, (stretch.begin + (time - stretch.start), time), apart)
    if not kept and stretches and stretches[0].begin in window:
        kept.append((stretches[0].begin, stretches[0].start))
    edge = max(window.start, axis.position_of(1))
    step = _step(apart)
    first = _labelled(edge, local(_time_at(axis, axis.times, edge)), step)
    return replace(first, label=""), *(_labelled(position, local(time), step) for position, time in kept)


def _time_at(axis: Axis, times: Ints, position: float) -> int:
    """The time of a position, held before the next event where it lies in a fold."""
    ordinal = max(1, axis.ordinal_at(position))
    later = int(times[ordinal - 1]) + int(position - axis.position_of(ordinal))
    return min(later, int(times[min(ordinal, axis.length - 1)]))


def _stretches(axis: Axis, times: Ints, window: Window, room: int) -> Iterator[_Stretch]:
    begins = np.concatenate(([1], axis.breaks))
    lies = axis.positions_of(begins)
    low = max(0, int(np.searchsorted(lies, window.start, side="right")) - 1)
    high = int(np.searchsorted(lies, window.end, side="right"))
    # Where there are more than have room, one at each place that a tick could have.
    places = range(low, high)
    if high - low > 2 * room:
        wanted = np.searchsorted(lies, np.linspace(window.start, window.end, room + 1))
        places = sorted({int(place) for place in np.clip(wanted, low, high - 1)})  # type: ignore[assignment]
    for place in places:
        ordinal = int(begins[place])
        ends = int(begins[place + 1]) - 1 if place + 1 < len(begins) else axis.length
        begin, start, end = axis.position_of(ordinal), int(times[ordinal - 1]), int(times[ends - 1])
        first, last = max(start, start + int(window.start - begin)), min(end, start + int(window.end - begin))
        if first <= last:
            yield _Stretch(begin, start, first, last)


def _keep(kept: list[tuple[float, int]], tick: tuple[float, int], apart: float) -> None:
    place = bisect(kept, tick)
    clear = all(abs(kept[beside][0] - tick[0]) >= apart for beside in (place - 1, place) if 0 <= beside < len(kept))
    if clear:
        insort(kept, tick)


def _round_times(stretch: _Stretch, apart: float, local: Local) -> Iterator[int]:
    step = _step(apart)
    if step >= _DAY:
        return _dates(stretch, step, local)
    zone = local(stretch.first).utcoffset() or timedelta()
    shift = zone // timedelta(microseconds=1)
    begin = -(-(stretch.first + shift) // step) * step - shift
    return iter(range(begin, stretch.last + 1, step))


def _step(apart: float) -> int:
    """The round length nearest above `apart`: whole months and years count as so many times 30 days."""
    if apart <= _SECOND / 2:
        return round_step(apart)
    days = round_step(apart / _DAY)
    if days > _MOST_DAYS:
        years = round_step(apart / (12 * _MONTH))
        return next((months for months in _MONTHS if months * _MONTH >= apart), 12 * years) * _MONTH
    return next((step for step in _STEPS if step >= apart), days * _DAY)


def _dates(stretch: _Stretch, step: int, local: Local) -> Iterator[int]:
    day = local(stretch.first).replace(hour=0, minute=0, second=0, microsecond=0)
    months = _whole_months(step)
    if months:
        day = day.replace(day=1, month=1 if months >= 12 else day.month - (day.month - 1) % months)
        day = day.replace(year=max(1, day.year - day.year % (months // 12))) if months >= 12 else day
    while (time := _midnight(day, local)) <= stretch.last:
        if time >= stretch.first:
            yield time
        later = _later(day, months) if months else day + timedelta(days=step // _DAY)
        if later is None:
            return
        day = later


def _midnight(day: datetime, local: Local) -> int:
    """When a day begins, whose zone may be at another offset by then."""
    time = microseconds(day)
    later = (day.utcoffset() or timedelta()) - (local(time).utcoffset() or timedelta())
    return time + later // timedelta(microseconds=1)


def _whole_months(step: int) -> int:
    return step // _MONTH if step > _MOST_DAYS * _DAY else 0


def _later(day: datetime, months: int) -> datetime | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1) if year <= 9999 else None


def _labelled(position: float, at: datetime, step: int) -> Tick:
    if step >= 12 * _MONTH:
        return Tick(position, str(at.year))
    if step > _MOST_DAYS * _DAY:
        return Tick(position, f"{at:%b}", str(at.year))
    if step >= _DAY:
        return Tick(position, f"{at.day} {at:%b}", str(at.year))
    return Tick(position, _time_of_day(at, step), f"{at:%a} {at.day} {at:%b} {at.year}")


def _time_of_day(at: datetime, step: int) -> str:
    if step >= 60 * _SECOND:
        return f"{at:%H:%M}"
    if step >= _SECOND:
        return f"{at:%H:%M:%S}"
    return f"{at:%H:%M:%S}.{at.microsecond:06}"[: None if step < 1000 else -3]
