"""How a slice of a store is read by whoever reads it: each opens the store by itself, read-only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any, Final

from leftfold.domain.asked import asked_domain
from leftfold.domain.choice import Choice
from leftfold.domain.definition import Domain, Scope
from leftfold.domain.registry import Domains
from leftfold.model.errors import BadRequest
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.store.opening import Chosen, open_store
from leftfold.store.scanning import SLICE, Slice
from leftfold.store.store import Store
from leftfold.store.target import target_of

_SAMPLE: Final = 50
"""Events that tell which domain reads a stream whose type does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read, and by which domain; it is handed to other processes, and says its password to nobody else."""

    target: str = field(repr=False)
    """The store's path or URL."""
    layout: Chosen | None = None
    domain: Choice | None = None
    """The domain that reads all aggregates; by their types where it is None."""
    type: str | None = None
    """The only type of aggregate that is read; None for all."""
    size: int = SLICE
    """Events of a slice, about."""

    @property
    def place(self) -> str:
        """Where the store is, without a password."""
        return target_of(self.target).place

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """The store, opened read-only and closed in the end. Raises `CannotOpen`."""
        domains = Domains.installed()
        with (
            closing(open_store(self.target, layout=self.layout)) as store,
            closing(asked_domain(domains, self.domain)) as asked,
        ):
            yield Opened(self, store, domains, asked.domain)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stream as it is read: its domain and its events, which can be read once."""

    stream: StreamId
    domain: Domain[Any]
    events: Iterator[Event]


class Opened:
    """A store that is open for reading it whole, with the domains that read it."""

    def __init__(self, reading: Reading, store: Store, domains: Domains, asked: Domain[Any] | None) -> None:
        self.reading = reading
        self.store = store
        self._domains = domains
        self._asked = asked and _of_one(asked)

    def slices(self, *, after: Slice | None = None) -> Iterator[Slice]:
        """The slices to read, in their order; those after one, where it is given."""
        return self.store.whole.scanner.slices(type=self.reading.type, after=after, size=self.reading.size)

    def streams(self, part: Slice, *, check: Callable[[], None]) -> Iterator[Stretch]:
        """The streams of a slice; the events of each are to be read before the next is asked for."""
        events = self.store.whole.scanner.events(part, check=check)
        for stream, own in groupby(events, key=attrgetter("stream")):
            if self.reading.type in (None, stream.type):
                yield self._stretch(stream, own)

    def again(self, stream: StreamId, last: int) -> Iterator[Event]:
        """The events of a stream up to a version, read anew."""
        index = self.store.index(stream)
        return self.store.events(index).read(1, index.ordinal_at(last))

    def domain(self, name: str) -> Domain[Any]:
        """The domain with this name or in this file. Raises `CannotOpen`, and `BadRequest` for a projection."""
        return _of_one(self._domains.load(name))

    def _stretch(self, stream: StreamId, events: Iterator[Event]) -> Stretch:
        if self._asked is not None:
            return Stretch(stream, self._asked, events)
        sure = bool(stream.type) and not self.store.layout.assumes_type
        first = () if sure else tuple(islice(events, _SAMPLE))
        names = {event.type for event in first}
        domain = self._domains.for_type(stream.type, names, sure=not self.store.layout.assumes_type)
        return Stretch(stream, domain, chain(first, events))


def _of_one(domain: Domain[Any]) -> Domain[Any]:
    if domain.scope is Scope.STORE:
        raise BadRequest(f"{domain.name} is a projection over many aggregates; give a domain that reads one.")
    return domain
