"""The nodes of a tree: one for each row that was ever asked for, and none for what nobody opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from leftfold.model.paths import MISSING, Path
from leftfold.ui.inspector.runs import ITSELF, Run, slots
from leftfold.ui.inspector.spots import Sign, Spot
from leftfold.ui.inspector.texts import brief, summary

Key: TypeAlias = str | int | Run

ROOT: Final = 0
"""The serial number of the root, which is never shown itself."""
_WITH: Final = {
    Sign.ADDED: (Sign.ADDED, Sign.CHANGED),
    Sign.REMOVED: (Sign.REMOVED,),
    Sign.STORED: (Sign.STORED,),
}
"""For what came or went: the signs of what holds it, where that came or went as well."""


class Node:
    """One row: a value, or a run of neighbouring values of a long list or object."""

    __slots__ = ("children", "face", "key", "keys", "parent", "row", "serial", "spot")

    def __init__(self, serial: int, parent: Node | None, key: Key, spot: Spot) -> None:
        self.serial = serial
        self.parent = parent
        self.key = key
        self.row = 0
        self.spot = spot
        """For a run, the spot of the list or object that it is a part of."""
        self.keys: Sequence[str | int] = ()
        """All keys of the list or object, once the rows under this one are asked for."""
        self.children: list[Node] | None = None
        """None until they are asked for."""
        self.face = self._face()

    @property
    def is_run(self) -> bool:
        """Whether the row stands for several values."""
        return isinstance(self.key, Run) and self.key is not ITSELF

    @property
    def opens(self) -> bool:
        """Whether there is anything under the row."""
        return self.is_run or (self.key is not ITSELF and self.spot.opens)

    @property
    def path(self) -> Path:
        """The path of the value; for a run, of the list or object that it is a part of."""
        keys = [node.key for node in self.way_up() if not isinstance(node.key, Run)]
        return tuple(reversed(keys))

    @property
    def label(self) -> str:
        """The name of the value in what it lies in."""
        match self.key:
            case Run(first) as run if run is not ITSELF and self.parent is not None:
                keys = self.parent.keys
                last = run.last(len(keys))
                return f"{first:,} … {last:,}" if isinstance(keys, range) else f"{keys[first]} … {keys[last]}"
            case Run():
                return "value"
            case key:
                return str(key)

    @property
    def is_part(self) -> bool:
        """Whether it came or went with all of the list or object that it lies in."""
        holder = self.parent
        while holder is not None and holder.is_run:
            holder = holder.parent
        if holder is None or holder.parent is None:
            return False
        return holder.spot.sign in _WITH.get(self.spot.sign, ())

    def way_up(self) -> Iterator[Node]:
        """The node and those above it, without the root."""
        node = self
        while node.parent is not None:
            yield node
            node = node.parent

    def take_keys(self) -> list[Key]:
        """The keys that the rows under this one shall have now."""
        if self.key is ITSELF:
            return []
        run = self.key if isinstance(self.key, Run) else None
        self.keys = self.parent.keys if run and self.parent else self.spot.inner_keys()
        if not self.keys and self.parent is None:
            return [ITSELF]
        return [slot if isinstance(slot, Run) else self.keys[slot] for slot in slots(len(self.keys), run)]

    def child_spot(self, key: Key) -> Spot:
        """The spot of the row with a key under this one."""
        return self.spot if isinstance(key, Run) else self.spot.child(key)

    def is_settled_at(self, spot: Spot) -> bool:
        """Whether this spot would change nothing in the row, nor in any row under it."""
        was = self.spot
        return (
            not self.is_run
            and spot.after is was.after
            and spot.step is was.step is None
            and spot.apart is was.apart is None
        )

    def move_to(self, spot: Spot) -> bool:
        """Stand for another spot; gives whether the row looks different now."""
        self.spot = spot
        face, self.face = self.face, self._face()
        return face != self.face

    def _face(self) -> tuple[object, ...]:
        """All that decides how the row looks."""
        if self.is_run:
            return (self.label,)
        spot = self.spot
        value, sign = spot.value, spot.sign
        shown = summary(value) if isinstance(value, (dict, list)) else value
        if sign is not Sign.CHANGED and not spot.is_apart:
            return sign, self.is_part, type(value), shown
        return sign, self.is_part, type(value), shown, summary(spot.before), stored_text(spot)


def stored_text(spot: Spot) -> str:
    """What is stored, where a draft would give something else; empty where not."""
    if not spot.is_apart:
        return ""
    return "not stored" if spot.stored is MISSING else f"stored {brief(spot.stored)}"
