"""Links between a compensating event and what it compensates that a draft would leave hanging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.links import Link, compensated

LAST: Final = 256
"""Events at the end of a stream whose links are looked at, beside those that are replayed: compensating events are
written at the end."""


class Linked:
    """Looks for links between events that a draft deletes and others."""

    def __init__(self, flips: Mapping[int, bool], index: StreamIndex) -> None:
        self._gone = {int(index.versions[ordinal - 1]) for ordinal, flip in flips.items() if flip}
        self.lost_targets: list[Link] = []
        self.lost_compensations: list[Link] = []

    def look(self, event: Event) -> None:
        """Look at one event, as the draft leaves it."""
        if not self._gone or not event.metadata:
            return
        for target in compensated(event.metadata):
            if event.version in self._gone:
                self.lost_compensations.append(Link(event.version, target))
            elif target in self._gone and not event.deleted:
                self.lost_targets.append(Link(event.version, target))

    def look_at_all(self, events: Iterable[Event]) -> None:
        """Look at these events."""
        if self._gone:
            for event in events:
                self.look(event)
