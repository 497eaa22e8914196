"""What the list of aggregates is filled with: read from the store, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.session import Session
from leftfold.store.listing import unasked

PAGE: Final = 200
"""Aggregates fetched at once: some ten screens of rows, read in 10 ms, which the window waits for when it starts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are listed."""

    type: str | None = None
    """Only aggregates of this type; None for all types and the projections."""
    find: str = ""
    """Only those with this text in their id, or in a projection's title."""
    only_projections: bool = False


@dataclass(frozen=True, slots=True)
class Projection:
    """A stream folded from many aggregates, as a row of the list."""

    stream: StreamId
    title: str
    over: tuple[str, ...]
    """The types of the aggregates it is folded from."""


ListRow: TypeAlias = Projection | AggregateSummary


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a store has aggregates of, and what is projected from them."""

    types: tuple[str, ...] = ()
    projections: tuple[Projection, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows that were asked for, from the first on."""

    wanted: Wanted
    kinds: Kinds
    projections: tuple[Projection, ...]
    aggregates: tuple[AggregateSummary, ...]
    complete: bool
    """Whether no further aggregates match."""


def read_kinds(session: Session) -> Kinds:
    """The types and projections of a store."""
    types = session.store.types()
    return Kinds(types, tuple(_projection(session, stream) for stream in session.projections(types=types)))


def read_first(
    session: Session, wanted: Wanted, kinds: Kinds, count: int, *, check: Callable[[], None] = unasked
) -> Listed:
    """The wanted projections and at least the first `count` of the wanted aggregates, all where there are fewer.

    `check` is called meanwhile, and may raise `Cancelled` to end it.
    """
    projections = _matching(wanted, kinds)
    if wanted.only_projections:
        return Listed(wanted, kinds, projections, (), complete=True)
    aggregates, complete = read_more(session, wanted, None, count, check=check)
    return Listed(wanted, kinds, projections, aggregates, complete)


def read_more(
    session: Session, wanted: Wanted, after: StreamId | None, count: int, *, check: Callable[[], None] = unasked
) -> tuple[tuple[AggregateSummary, ...], bool]:
    """The wanted aggregates that follow one, at most `count`, and whether they are the last; `check` as above."""
    # One more is asked for, so that a full last page is known to be the last.
    found = session.store.aggregates(type=wanted.type, find=wanted.find, after=after, limit=count + 1, check=check)
    return found[:count], len(found) <= count


def count_text(wanted: Wanted, count: int, *, complete: bool) -> str:
    """How many aggregates are listed, and how much of it is known: `250 aggregates`, `First 200 student aggregates`."""
    kind = f"{wanted.type} " if wanted.type else ""
    noun = f"{kind}aggregate{'' if count == 1 and complete else 's'}"
    having = f" with “{wanted.find}” in the ID" if wanted.find else ""
    if complete:
        return f"{count:,} {noun}{having}"
    return f"First {count:,} {noun}{having}; scroll down for more"


def _projection(session: Session, stream: StreamId) -> Projection:
    domain = session.domain_for(stream)
    return Projection(stream, domain.title, domain.aggregate_types)


def _matching(wanted: Wanted, kinds: Kinds) -> tuple[Projection, ...]:
    if wanted.type is not None:
        return ()
    sought = wanted.find.casefold()
    return tuple(one for one in kinds.projections if sought in one.title.casefold() or sought in one.stream.type)
