"""Causes that are no events: what an event's metadata names as its cause, and the store does not have.

Libraries write it under many names, and no index leads from an id to its event. So a scan notes the ids of the events
it meets, eight bytes each, and what is named as a cause and was not met on the same slice; in the end it compares both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final

import numpy as np

from leftfold.model.event import Event
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.stream import StreamId

MOST: Final = 1_000_000
"""Causes that are kept until the end, some 200 MB; more are not looked for, and that is said."""


class Link(StrEnum):
    """How an event names another."""

    CAUSATION = "causation"
    CORRELATION = "correlation"


@dataclass(frozen=True, slots=True)
class Reference:
    """An event that names another one."""

    stream: StreamId
    version: int
    link: Link
    id: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What some events tell of ids."""

    known: bytes = b""
    """Digests of the events' own ids."""
    asked: tuple[Reference, ...] = ()
    """What they name that is not among these."""
    correlated: bool = False
    """Whether any correlation names an event, as some libraries have it; for others it is a number of its own."""


NO_TRACES: Final = Traces()
"""What events without ids tell."""


class Tracer:
    """Notes the ids of events as they pass by."""

    def __init__(self) -> None:
        self._keys = _Keys()
        self._known: set[bytes] = set()
        self._asked: list[Reference] = []

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        """The same events, their ids noted; those of soft-deleted ones, too."""
        for event in events:
            if type(event.metadata) is dict:
                own, links = self._keys[tuple(event.metadata)]
                for key in own:
                    self._known.update(map(digest, _texts(event.metadata[key])))
                for link, key in links if not event.deleted else ():
                    named = _texts(event.metadata[key])
                    self._asked.extend(Reference(event.stream, event.version, link, text) for text in named)
            yield event

    def traces(self) -> Traces:
        """What was noted."""
        asked, correlated = [], False
        for one in self._asked:
            if digest(one.id) not in self._known:
                asked.append(one)
            else:
                correlated = correlated or one.link is Link.CORRELATION
        return Traces(b"".join(sorted(self._known)), tuple(asked), correlated)


class Orphans:
    """Puts together what the slices of a whole store tell of ids."""

    def __init__(self) -> None:
        self._known: list[bytes] = []
        self._asked: list[Reference] = []
        self._correlated = False
        self.unasked = 0
        """Causes that were not looked for, since there were too many."""

    def add(self, traces: Traces) -> None:
        """Take what another slice tells."""
        room = MOST - len(self._asked)
        self._asked.extend(traces.asked[:room])
        self.unasked += max(0, len(traces.asked) - room)
        self._correlated |= traces.correlated
        if traces.known:
            self._known.append(traces.known)

    def findings(self) -> Iterator[Finding]:
        """The events that name no event of the store, stream by stream; none where the store tells no event's id."""
        known = np.unique(np.frombuffer(b"".join(self._known), np.uint64))
        if not len(known):
            return
        asked = np.frombuffer(b"".join(digest(one.id) for one in self._asked), np.uint64)
        there = np.isin(asked, known)
        correlated = self._correlated or any(
            found and one.link is Link.CORRELATION for one, found in zip(self._asked, there, strict=True)
        )
        for one, found in zip(self._asked, there, strict=True):
            if not found and (correlated or one.link is Link.CAUSATION):
                told = f"Its {one.link} names {one.id}, which is no event of this store."
                yield Finding(one.stream, one.version, FindingKind.ORPHAN, told)


def digest(id_: str) -> bytes:
    """Eight bytes that tell an id from others: of 100 million, two are alike with odds of one in 4,000."""
    return blake2b(id_.strip().lower().encode(errors="surrogatepass"), digest_size=8).digest()


class _Keys(dict[tuple[str, ...], tuple[tuple[str, ...], tuple[tuple[Link, str], ...]]]):
    """For the keys of a metadata object: those of the event's own id, and those of what it names."""

    def __missing__(self, keys: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[Link, str], ...]]:
        plain = [(key, _SIGNS.sub("", key).lower()) for key in keys]
        links = tuple((link, key) for key, name in plain for link, names in _LINKS.items() if name in names)
        found = tuple(key for key, name in plain if name in _OWN), links
        if len(self) < _SHAPES:
            self[keys] = found
        return found


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value.strip() else ()


_SIGNS: Final = re.compile(r"[\W_]+")
_SHAPES: Final = 10_000
"""Shapes of metadata that are remembered: a store has a handful, and one with a shape an event fills no memory."""
_OWN: Final = frozenset({"eventid", "messageid", "id", "eventidentifier", "identifier", "uuid"})
_LINKS: Final = {
    Link.CAUSATION: frozenset({"causationid", "causation", "causedby", "causationeventid", "causeid"}),
    Link.CORRELATION: frozenset({"correlationid", "correlation"}),
}
