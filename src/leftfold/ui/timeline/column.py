"""A numpy array that grows at its end, for what arrives in chunks."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

N = TypeVar("N", bound=np.generic)

_ROOM: Final = 1024
"""Values there is room for at first, where nobody says how many will come."""


class Column(Generic[N]):
    """Numbers of one kind; adding to it costs what is added, not what is there."""

    def __init__(self, dtype: type[N], *, room: int = 0) -> None:
        self._dtype = dtype
        # Memory that nothing was written to yet is not taken from anybody; moving a million numbers holds up a frame.
        self._room: npt.NDArray[N] = np.empty(max(room, _ROOM), dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> npt.NDArray[N]:
        """The numbers; what is added later does not show in an array taken before."""
        return self._room[: self._length]

    def extend(self, values: npt.NDArray[N]) -> None:
        """Add numbers at the end."""
        length = self._length + len(values)
        if length > len(self._room):
            room = np.empty(max(length, 2 * len(self._room)), self._dtype)
            room[: self._length] = self.values
            self._room = room
        self._room[self._length : length] = values
        self._length = length

    def first(self, length: int) -> Column[N]:
        """A column of its own with the first so many numbers."""
        column = Column(self._dtype)
        column.extend(self.values[:length])
        return column
