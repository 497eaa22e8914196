"""What a row of the list of aggregates says, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt

from leftfold.model.summary import AggregateSummary
from leftfold.model.times import NO_TIME, microseconds
from leftfold.ui.aggregates.listing import ListRow, Projection
from leftfold.ui.clock import Clock
from leftfold.ui.rows.cell import Cell, Run, Sign, Tone

_MIDDLE = Qt.TextElideMode.ElideMiddle
_DRAFTED = Sign("diamond", Tone.DRAFT)
_PROJECTED = Sign("sigma", Tone.ACCENT)


@dataclass(frozen=True, slots=True)
class RowLook:
    """What a row's looks depend on besides the row itself."""

    with_type: bool
    """Whether aggregates of several types are listed."""
    drafted: bool
    """Whether there is a draft on it."""
    last_projection: bool
    """Whether the aggregates begin below it."""


def cell_of(row: ListRow, look: RowLook, clock: Clock) -> Cell:
    """A row as it is painted: the name over what there is of it."""
    if isinstance(row, Projection):
        below = (Run(f"Projection over {' and '.join(row.over)}", Tone.MUTED),)
        return Cell(runs=(Run(row.title),), below=below, sign=_PROJECTED, ruled=look.last_projection)
    day = clock.day(_us(row.last_at))
    below = (Run(counted(row.events) + (f" · {day}" if day else ""), Tone.MUTED),)
    mark = _DRAFTED if look.drafted else None
    return Cell(runs=_name(row, with_type=look.with_type), below=below, mark=mark, elide=_MIDDLE)


def counted(events: int) -> str:
    """A number of events in words."""
    return f"{events:,} {'event' if events == 1 else 'events'}"


def tip_of(row: ListRow, look: RowLook, clock: Clock) -> str:
    """The whole of a row in a few lines."""
    if isinstance(row, Projection):
        return f"{row.title}\nA projection: folded from the events of all aggregates of type {' and '.join(row.over)}"
    lines = [str(row.stream), f"{counted(row.events)}, the last has version {row.version}"]
    for label, at in (("First event", row.first_at), ("Last event", row.last_at)):
        if at is not None:
            lines.append(f"{label}: {clock.day_and_time(_us(at))}")
    if look.drafted:
        lines.append("Has a draft that is not committed")
    return "\n".join(lines)


def _name(row: AggregateSummary, *, with_type: bool) -> tuple[Run, ...]:
    if with_type and row.stream.type:
        return Run(f"{row.stream.type}/", Tone.MUTED), Run(row.stream.id)
    return (Run(row.stream.id),)


def _us(at: datetime | None) -> int:
    return NO_TIME if at is None else microseconds(at)
