"""A bounded memory of told rows, a page of neighbouring events at a time."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from leftfold.model.index import Ints
from leftfold.ui.events.telling import Told

PAGE: Final = 64
"""Events a page: some two screens of rows, told in a few milliseconds."""
LIMIT: Final = 256
"""Pages remembered: some 16,000 rows, a few tens of megabytes at most."""


class ToldPages:
    """The pages that were told last; those asked for longest ago are forgotten first."""

    def __init__(self, *, limit: int = LIMIT) -> None:
        self._limit = limit
        self._pages: OrderedDict[int, tuple[Told, ...]] = OrderedDict()
        self._outdated: set[int] = set()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, ordinal: int) -> Told | None:
        """What the event with this ordinal says, or said last; None where its page is not remembered."""
        number, place = divmod(ordinal - 1, PAGE)
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def missing(self, ordinals: Ints) -> tuple[int, ...]:
        """The numbers of the pages that these events are on and that are to be told; the others are kept longer."""
        numbers = sorted(set(((ordinals - 1) // PAGE).tolist()))
        for number in numbers:
            if number in self._pages:
                self._pages.move_to_end(number)
        return tuple(number for number in numbers if number not in self._pages or number in self._outdated)

    def put(self, number: int, page: tuple[Told, ...]) -> None:
        """Remember a page."""
        self._pages[number] = page
        self._pages.move_to_end(number)
        self._outdated.discard(number)
        while len(self._pages) > self._limit:
            gone, _page = self._pages.popitem(last=False)
            self._outdated.discard(gone)

    def outdate_from(self, ordinal: int) -> None:
        """Have the pages of the events from this ordinal on told anew; until they are, they say what they said."""
        first = (ordinal - 1) // PAGE
        self._outdated.update(number for number in self._pages if number >= first)

    def forget_outdated(self) -> bool:
        """Forget the pages that were not told anew; whether there were any."""
        outdated, self._outdated = self._outdated, set()
        for number in outdated:
            del self._pages[number]
        return bool(outdated)

    def clear(self) -> None:
        """Forget all pages."""
        self._pages.clear()
        self._outdated.clear()


def bounds(number: int, length: int) -> tuple[int, int]:
    """The ordinals of the first and the last event on a page of a history of this length."""
    return number * PAGE + 1, min(length, (number + 1) * PAGE)
