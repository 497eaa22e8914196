"""An opened stream: what it was read into, of a long one as far as it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from leftfold.domain.choice import Choice
from leftfold.domain.definition import Domain, Scope
from leftfold.model.index import Ints, StreamIndex, ordinals_by_type
from leftfold.model.stream import StreamId
from leftfold.replay.history import History, keep_going
from leftfold.store.filling import Filling
from leftfold.store.opening import Chosen

_WORTH: Final = 100_000
"""Events that are worth showing once they are read: some 0.2 s of reading. Later it is more, as showing costs more."""


@dataclass(frozen=True, slots=True)
class Named:
    """How a store was opened, so that others can open it so; its password is shown to nobody."""

    target: str = field(repr=False)
    layout: Chosen | None = None
    domain: Choice | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """One opened stream: its domain, its index and its history."""

    stream: StreamId
    domain: Domain[Any]
    index: StreamIndex
    history: History[Any]
    filling: Filling | None = None
    """What reads on what the index does not have yet; None where it was read whole."""
    lineage: object = field(default_factory=object)
    """The same while what was read stays as it was, more of its index being read or events coming at its end."""
    by_type: tuple[Ints, ...] = field(init=False)
    """For each of the index's types the ordinals of its events: worked out where the stream is read, not drawn."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_type", ordinals_by_type(self.index))

    @property
    def is_projection(self) -> bool:
        """Whether it is folded from many aggregates, and so takes no edits."""
        return self.domain.scope is Scope.STORE

    def as_read(self) -> Replay:
        """The same with all of the index that is read by now."""
        return (
            self
            if self.filling is None or self.filling.index is self.index
            else replace(self, index=self.filling.index)
        )

    def filled(
        self, *, progress: Callable[[int], None] = keep_going, near: Callable[[], int] = lambda: 1
    ) -> Iterator[Replay]:
        """The same with more and more of the index, and at last with all of it; nothing where all of it is there.

        `progress` hears after each page of how many events all is read, and may raise; what lies around the event
        whose ordinal `near` gives comes first, and at once. Raises `StoreFailed`.
        """
        if self.filling is None or self.index.unread is None:
            return
        told = self.index
        for index in self.filling.walk(near=near):
            progress(index.count_read)
            if index.unread is not None and _is_worth_showing(told, index, near()):
                told = index
                yield replace(self, index=index)
        yield self.as_read()


def _is_worth_showing(told: StreamIndex, index: StreamIndex, near: int) -> bool:
    if index.type_at(near) and not told.type_at(near):
        return True
    known = told.count_read
    return index.count_read - known >= max(_WORTH, known // 4)
