"""A store opened by a script, and the aggregates in it."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final, Self

from leftfold.api.aggregate import Aggregate
from leftfold.domain.asked import Asked
from leftfold.domain.choice import Choice
from leftfold.domain.definition import Domain
from leftfold.domain.registry import Domains
from leftfold.privacy import EVERYTHING
from leftfold.session import Session
from leftfold.store.opening import open_store as opened

PAGE: Final = 100
"""Aggregates asked for at once."""


class OpenedStore:
    """A store that is read, and written only by the commit of a correction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def name(self) -> str:
        """What the store is called."""
        return self._session.store.name

    @property
    def layout(self) -> str:
        """The key of the layout it is read by."""
        return self._session.store.layout.key

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its aggregates."""
        return self._session.store.types()

    def aggregate(self, id: str) -> Aggregate:
        """The aggregate that `ID` or `TYPE/ID` names, or a projection as `NAME/*`. Raises `NotFound`."""
        return Aggregate(self._session, self._session.resolve(id))

    def aggregates(self, *, type: str | None = None, find: str = "") -> Iterator[Aggregate]:
        """The aggregates of a type, with a text in their id, by type and id; read as they are asked for."""
        after = None
        while page := self._session.store.aggregates(type=type, find=find, after=after, limit=PAGE):
            for summary in page:
                yield Aggregate(self._session, summary.stream)
            after = page[-1].stream

    def reveal(self, reason: str) -> None:
        """Show personal fields too from now on; who did and why is recorded. Raises `BadRequest` or `Refused`."""
        self._session.privacy.reveal(EVERYTHING, reason)

    def close(self) -> None:
        """Close the store."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(place: str, *, layout: str | None = None, domain: Domain[Any] | Choice | None = None) -> OpenedStore:
    """The store in a file or at a URL, read-only.

    `layout` is the key of a shipped one or a TOML file, else it is found out; `domain` is a record, a name, the path of
    a Python file, or a `Reducer`, else that of each aggregate's type. Raises `CannotOpen`.
    """
    if not isinstance(domain, Domain):
        return OpenedStore(Session.open(place, layout=layout, domain=domain))
    known = Domains.installed()
    return OpenedStore(Session(place, opened(place, layout=layout), known, layout=layout, asked=Asked(domain)))
