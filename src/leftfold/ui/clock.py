"""How times are shown: in the person's zone or in UTC, always with the zone said in the long form."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.model.times import NO_TIME, from_microseconds

_DAY: Final = 86_400_000_000


class Clock(QObject):
    """Turns points in time into text, in the zone that was chosen."""

    changed = Signal()
    """Times are shown in another zone now."""

    def __init__(self, *, in_utc: bool = True) -> None:
        super().__init__()
        self._in_utc = in_utc

    @property
    def in_utc(self) -> bool:
        """Whether times are shown in UTC rather than in the computer's zone."""
        return self._in_utc

    def show_in(self, *, utc: bool) -> None:
        """Show times in UTC, or in the computer's zone."""
        if utc != self._in_utc:
            self._in_utc = utc
            self.changed.emit()

    def local(self, us: int) -> datetime | None:
        """The point in time so many microseconds after 1970 UTC, in the zone shown; None where there is none."""
        if us == NO_TIME:
            return None
        zone: tzinfo | None = UTC if self._in_utc else None
        try:
            return from_microseconds(us).astimezone(zone)
        except (OverflowError, OSError):
            return from_microseconds(us)

    def time(self, us: int) -> str:
        """The time of day, `10:32:07`; empty where there is none."""
        at = self.local(us)
        return "" if at is None else f"{at:%H:%M:%S}"

    def day(self, us: int) -> str:
        """The day, `4 Mar 2025`; empty where there is none."""
        at = self.local(us)
        return "" if at is None else f"{at.day} {at:%b} {at.year}"

    def short(self, us: int) -> str:
        """Day and time in the least space, `2025-03-04 10:32:07`; empty where there is none."""
        at = self.local(us)
        return "" if at is None else at.replace(tzinfo=None).isoformat(" ", "seconds")

    def day_and_time(self, us: int) -> str:
        """The whole of it, `Tue 4 Mar 2025, 10:32:07 UTC`; empty where there is none."""
        at = self.local(us)
        return "" if at is None else at.strftime(f"%a {at.day} %b {at.year}, %H:%M:%S %Z")

    def same_day(self, us: int, other: int) -> bool:
        """Whether two points in time are of one day in the zone shown, or neither is known."""
        if self._in_utc or NO_TIME in (us, other):
            return us // _DAY == other // _DAY
        at, at_other = self.local(us), self.local(other)
        return at is not None and at_other is not None and at.date() == at_other.date()
