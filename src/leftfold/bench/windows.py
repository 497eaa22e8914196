"""What is measured in windows, each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from leftfold.bench.child import run_child
from leftfold.bench.figures import Figure, Spread, once, spread
from leftfold.bench.stores import Stores, student

_FRAME: Final = 16
"""Milliseconds of one picture of sixty a second."""
_NO_MEMORY: Final = "not measured: this system does not tell a process's memory"


def window(stores: Stores) -> Iterator[Figure]:
    """One long stream in a window: loading, memory, jumps, zooming, panning."""
    path, stream = stores.one_stream()
    sizes = stores.sizes
    told = run_child("window", str(path), str(stream), str(sizes.jumps), str(sizes.rounds)).values
    events = f"{sizes.one_stream:,} events"
    jumps = spread(told["jumps"])
    yield Figure(
        what=f"jump to a random version in {events}, until the window has painted its state",
        unit="ms",
        ours=jumps,
        goal=f"median ≤ 5, p99 ≤ {_FRAME} ms",
        met=jumps.median <= 5 and jumps.p99 <= _FRAME,
    )
    for what, times in (("zooming", spread(told["zooms"])), ("panning", spread(told["pans"]))):
        yield Figure(
            what=f"{what} the timeline of {events}, a frame",
            unit="ms",
            ours=times,
            goal=f"p99 ≤ {_FRAME} ms",
            met=times.p99 <= _FRAME,
        )
    yield _stalls(events, spread(told["late"]), told["load"])
    yield _memory(events, told["before"], told["after"])


def opening(stores: Stores) -> Iterator[Figure]:
    """The start of a process that opens the large store, beside one that shows an empty window."""
    path, aggregate = stores.many_students(), str(student(0))
    ours, bare = list[tuple[float, float | None]](), list[tuple[float, float | None]]()
    for _round in range(stores.sizes.rounds + 1):
        ours.append(_started("opening", str(path), aggregate))
        bare.append(_started("bare_window"))
    # The first round only warms the disk's cache.
    (times, peaks), (bare_times, bare_peaks) = zip(*ours[1:], strict=True), zip(*bare[1:], strict=True)
    ratio = float(np.median(np.array(times) / np.array(bare_times)))
    what = f"opening {stores.sizes.store:,} events, from the process's start to aggregates and events painted"
    yield Figure(
        what=what,
        unit="s",
        ours=spread(times),
        peer=spread(bare_times),
        against="a process that imports PySide6, SQLAlchemy, pyqtgraph, numpy and shows an empty window",
        ratio=ratio,
        goal="≤ 1.5 ×",
        met=ratio <= 1.5,
    )
    yield _peaks(what, _known(peaks), _known(bare_peaks))


def _started(module: str, *arguments: str) -> tuple[float, float | None]:
    told = run_child(module, *arguments)
    return told.values["painted"] - told.started, told.values["peak"]


def _known(values: tuple[float | None, ...]) -> Spread | None:
    told = [value for value in values if value is not None]
    return spread(told) if told else None


def _peaks(what: str, ours: Spread | None, bare: Spread | None) -> Figure:
    goal = "≤ 60 MB above"
    what = f"the most memory while {what}"
    if ours is None or bare is None:
        return Figure(what=what, unit="MB", ours=None, goal=goal, met=False, note=_NO_MEMORY)
    return Figure(
        what=what,
        unit="MB",
        ours=ours,
        peer=bare,
        against="the empty window",
        ratio=ours.median / bare.median,
        goal=goal,
        met=ours.median <= bare.median + 60,
        note=f"{ours.median - bare.median:.0f} MB above",
    )


def _stalls(events: str, late: Spread, load: float) -> Figure:
    return Figure(
        what=f"how long the window is held up, by a 5 ms heartbeat, while {events} load and fold",
        unit="ms",
        ours=late,
        goal="none > 50 ms",
        met=late.most <= 50,
        note=f"the longest {late.most:.0f} ms; all was loaded in {load:.1f} s",
    )


def _memory(events: str, before: float | None, after: float | None) -> Figure:
    what, goal = f"memory with {events} open, indexed and surveyed, above the window without a store", "≤ 120 MB"
    if before is None or after is None:
        return Figure(what=what, unit="MB", ours=None, goal=goal, met=False, note=_NO_MEMORY)
    return Figure(what=what, unit="MB", ours=once(after - before), goal=goal, met=after - before <= 120)
