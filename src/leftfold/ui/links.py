"""Which of the shown events compensate which: read from their metadata, as far as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.draft.linking import target_text
from leftfold.model.errors import LeftfoldError
from leftfold.model.index import StreamIndex
from leftfold.model.links import Link, compensated
from leftfold.model.stream import StreamId
from leftfold.ui.document import Document
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request

LAST: Final = 1000
"""Events at a stream's end whose metadata is read for links: corrections are written at the end. Of the others it is
known once they are listed; to read a million for a few links would take as long as a replay."""
_LAST_LINKS: Final = "links"
_FEW: Final = 3
"""Versions that a row names: where there are more, the first of them and how many more."""


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """The links that are known of a stream, by both ends."""

    all: frozenset[Link] = frozenset()
    targets: Mapping[int, tuple[int, ...]] = field(init=False)
    """By the version of a compensating event what it makes up for."""
    sources: Mapping[int, tuple[int, ...]] = field(init=False)
    """By the version of an event those that make up for it."""

    def __post_init__(self) -> None:
        targets: dict[int, list[int]] = {}
        sources: dict[int, list[int]] = {}
        for link in sorted(self.all, key=lambda one: (one.version, one.target)):
            targets.setdefault(link.version, []).append(link.target)
            sources.setdefault(link.target, []).append(link.version)
        object.__setattr__(self, "targets", {version: tuple(found) for version, found in targets.items()})
        object.__setattr__(self, "sources", {version: tuple(found) for version, found in sources.items()})

    def __len__(self) -> int:
        return len(self.all)

    def partners(self, index: StreamIndex, version: int) -> tuple[int, ...]:
        """The versions of the events at the other ends of an event's links, of those that are there."""
        found = (*self.targets.get(version, ()), *self.sources.get(version, ()))
        return tuple(other for other in found if index.ordinal_of(other) is not None)

    def text_at(self, index: StreamIndex, version: int) -> str:
        """What an event is linked to, in words; empty where it is not."""
        targets, sources = self.targets.get(version, ()), self.sources.get(version, ())
        parts = (
            f"compensates {_named(index, targets)}" if targets else "",
            f"compensated by {_named(index, sources)}" if sources else "",
        )
        return ", ".join(part for part in parts if part)

    def short_at(self, version: int) -> str:
        """What an event is linked to in the fewest letters."""
        targets, sources = self.targets.get(version, ()), self.sources.get(version, ())
        parts = (f"for {_counted(targets)}" if targets else "", f"by {_counted(sources)}" if sources else "")
        return ", ".join(part for part in parts if part)


NO_LINKS: Final = Links()
"""Of a stream of which no link is known."""


class StreamLinks(QObject):
    """Knows the links of the shown stream: of its last events, of those that were listed, and of the draft's own."""

    changed = Signal(object)
    """The `Links` of what is shown are others."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._stream: StreamId | None = None
        self._stored: frozenset[Link] = frozenset()
        self.known = NO_LINKS
        document.loaded.connect(self._fetch)
        document.shown_changed.connect(self._show)

    @property
    def partner(self) -> int | None:
        """The version of the event that the one at the cursor is linked to; None where there is none."""
        shown, ordinal = self._document.shown, self._document.selection.ordinal
        if shown is None or not ordinal or not len(self.known):
            return None
        return next(iter(self.known.partners(shown.index, int(shown.index.versions[ordinal - 1]))), None)

    def to_partner(self) -> None:
        """Move the cursor to the event that the one there is linked to."""
        self.go_to(self.partner)

    def go_to(self, version: int | None) -> None:
        """Move the cursor to the event with a version."""
        shown = self._document.shown
        ordinal = shown.index.ordinal_of(version) if shown is not None and version is not None else None
        if ordinal is not None:
            self._document.selection.go_to(ordinal)

    def learn(self, links: Iterable[Link]) -> None:
        """Take links that were met in the shown events; those of the draft's own are known without."""
        shown = self._document.shown
        if shown is not None and not shown.replay.is_projection:
            stored = shown.replay.index.ordinal_of
            self._stored |= {link for link in links if stored(link.version) is not None}
            self._take(shown)

    def _fetch(self) -> None:
        self._turn()
        shown = self._document.shown
        if shown is None or shown.replay.is_projection:
            return
        source, length = shown.replay.history.source, shown.replay.history.length

        def work(job: Job) -> tuple[Link, ...]:
            found: list[Link] = []
            for event in source.read(max(1, length - LAST + 1), length) if length else ():
                job.check()
                found.extend(Link(event.version, target) for target in compensated(event.metadata))
            return tuple(found)

        self._document.tasks.run(
            Request(lane=Lane.LIST, key=_LAST_LINKS, work=work, done=self.learn, failed=self._do_without)
        )

    def _do_without(self, _error: LeftfoldError) -> None:
        """Nothing: the list says itself that the store cannot be read, and tells the links once it can."""

    def _turn(self) -> None:
        shown = self._document.shown
        stream = shown.replay.stream if shown else None
        if stream != self._stream:
            self._stream, self._stored = stream, frozenset()
            self._document.tasks.cancel(_LAST_LINKS)

    def _show(self) -> None:
        self._turn()
        self._take(self._document.shown)

    def _take(self, shown: Shown | None) -> None:
        own = shown.what_if.appended if shown is not None and shown.what_if else ()
        drafted = {Link(event.version, target) for event in own for target in compensated(event.metadata)}
        found = self._stored | drafted
        if found != self.known.all:
            self.known = Links(found)
            self.changed.emit(self.known)


def _counted(versions: tuple[int, ...]) -> str:
    return f"{versions[0]}" if len(versions) == 1 else f"{versions[0]} …"


def _named(index: StreamIndex, versions: tuple[int, ...]) -> str:
    """Versions in few words; one by itself with what became of it."""
    if len(versions) == 1:
        return target_text(index, versions[0]).removeprefix("event ")
    if len(versions) > _FEW and versions[-1] - versions[0] == len(versions) - 1:
        return f"{versions[0]} to {versions[-1]}"
    more = f" and {len(versions) - _FEW} more" if len(versions) > _FEW else ""
    return ", ".join(map(str, versions[:_FEW])) + more
