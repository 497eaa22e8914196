"""What a tree shows at each spot of a document: the value now, before the step, and as it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias, Union

from leftfold.model.diff import Change
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, Path, value_at

Differing: TypeAlias = Mapping[Union[str, int], "Differing"]  # noqa: UP007
"""The keys under which two documents differ; empty where the value itself does."""


class Sign(Enum):
    """How a value stands to the step that was just made."""

    SAME = auto()
    INSIDE = auto()
    """Something within it changed."""
    CHANGED = auto()
    ADDED = auto()
    REMOVED = auto()
    """It is gone; shown once more for this step."""
    STORED = auto()
    """It is there as the stream is stored, and not as the draft would leave it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One spot of a document, in up to three states of it; `MISSING` where a state has nothing there."""

    after: object
    before: object
    stored: object
    step: Differing | None = None
    """Where before and after differ at this spot and below it; None where they do not."""
    apart: Differing | None = None
    """Where stored and after differ."""

    @property
    def value(self) -> object:
        """What is shown: what is there, or else what was."""
        return next((state for state in (self.after, self.before, self.stored) if state is not MISSING), None)

    @property
    def sign(self) -> Sign:
        """How the value stands to the step."""
        if self.after is MISSING:
            return Sign.STORED if self.before is MISSING else Sign.REMOVED
        if self.before is MISSING:
            return Sign.ADDED
        if self.step is None:
            return Sign.SAME
        return Sign.INSIDE if self.step else Sign.CHANGED

    @property
    def is_apart(self) -> bool:
        """Whether the value itself is another than the stored one."""
        return self.apart is not None and not self.apart

    @property
    def opens(self) -> bool:
        """Whether there is anything inside."""
        value = self.value
        if isinstance(value, (dict, list)):
            return bool(value) or any(other for other in self._others() if type(other) is type(value))
        return False

    def inner_keys(self) -> Sequence[str | int]:
        """The keys or indexes of what is inside, what is gone among them where it was."""
        value = self.value
        if isinstance(value, dict):
            return _merged(list(value), (other for other in self._others() if isinstance(other, dict)))
        if isinstance(value, list):
            return range(max([len(value), *(len(other) for other in self._others() if isinstance(other, list))]))
        return ()

    def child(self, key: str | int) -> Spot:
        """The spot of a key or index inside."""
        after = value_at(self.after, (key,))
        before, step = _other(self.before, self.step, key, after)
        stored, apart = _other(self.stored, self.apart, key, after)
        if stored is MISSING and self.is_apart:
            # The whole of it is not stored, which is said once, above.
            stored, apart = after, None
        return Spot(after, before, stored, step, apart)

    def at(self, path: Path) -> Spot | None:
        """The spot of a path inside; None where no state has anything there."""
        spot = self
        for key in path:
            spot = spot.child(key)
            if spot.after is spot.before is spot.stored is MISSING:
                return None
        return spot

    def _others(self) -> Iterator[object]:
        if self.step is not None:
            yield self.before
        if self.apart is not None:
            yield self.stored


def plain(document: object) -> Spot:
    """The root of a document with nothing to compare it with."""
    return Spot(document, document, document)


def compared(before: Json, after: Json, changes: Iterable[Change]) -> Spot:
    """The root of a document that differs from an older one by these changes."""
    return Spot(after, before, after, differing(changes))


def differing(changes: Iterable[Change]) -> Differing | None:
    """Where the changes lie; None where there are none."""
    root: dict[str | int, Differing] | None = None
    for change in changes:
        root = at = {} if root is None else root
        for key in change.path:
            at = at.setdefault(key, {})  # type: ignore[assignment]
    return root


def _other(state: object, differs: Differing | None, key: str | int, after: object) -> tuple[object, Differing | None]:
    if differs is None:
        return after, None
    inside = differs.get(key) if differs else differs
    return (after, None) if inside is None else (value_at(state, (key,)), inside)


def _merged(keys: list[str | int], others: Iterable[dict[str, object]]) -> list[str | int]:
    for other in others:
        known = set(keys)
        if not other.keys() <= known:
            gone = _gone(other, known)
            keys = [*gone.get(None, ()), *(one for key in keys for one in (key, *gone.get(key, ())))]
    return keys


def _gone(other: dict[str, object], known: set[str | int]) -> dict[str | int | None, list[str]]:
    """The other's keys that are not known, by the known key that each follows."""
    gone: dict[str | int | None, list[str]] = {}
    last: str | None = None
    for key in other:
        if key in known:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    return gone
