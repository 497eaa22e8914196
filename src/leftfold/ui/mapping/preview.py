"""What a table would be read as: read off the GUI thread, shown in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.model.event import Event, Undecodable
from leftfold.replay.narrative import sentence_alone
from leftfold.store.examining import Examination
from leftfold.store.guessing import Guess
from leftfold.store.layout_words import told
from leftfold.store.mapped import Mapped
from leftfold.store.roles import Role, Roles
from leftfold.store.tables import Table


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """An event as the preview lists it."""

    aggregate: str
    version: int
    at: int
    """Microseconds since 1970, or `NO_TIME`."""
    told: str
    failed: bool
    """Whether its payload cannot be read, as `told` then says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A table as it would be read."""

    table: Table
    roles: Roles
    why: Mapping[Role, str]
    """For each role that a column has, why it has it."""
    forms: Mapping[Role, str]
    """How what is in the columns is read; empty where something is missing."""
    rows: tuple[PreviewRow, ...] = ()
    mapped: Mapped | None = None
    """The layout that reads it so; None where it cannot be read so."""
    complaint: str = ""
    """Why it cannot be, as a sentence."""


def read_preview(here: Examination, table: Table, said: Roles, check: Callable[[], None]) -> Preview:
    """What a table would be read as; what is `said` has those columns, none where empty, and the others are guessed."""
    guess = here.guess(table, said, check=check)
    if guess.lacking:
        return _failed(guess, {}, guess.lacking)
    mapped = here.layout(guess)
    forms = {one.role: one.form for one in told(mapped.layout)}
    try:
        events = here.first_events(here.found(mapped.layout, table=mapped.table), check=check)
    except (CannotOpen, StoreFailed) as error:
        return _failed(guess, forms, str(error))
    rows = tuple(map(_row, events))
    return Preview(table=table, roles=guess.roles, why=guess.why, forms=forms, rows=rows, mapped=mapped)


def _failed(guess: Guess, forms: Mapping[Role, str], complaint: str) -> Preview:
    return Preview(table=guess.table, roles=guess.roles, why=guess.why, forms=forms, complaint=complaint)


def _row(event: Event) -> PreviewRow:
    failed = isinstance(event.data, Undecodable)
    size = f" ({len(event.data.raw):,} bytes)" if isinstance(event.data, Undecodable) else ""
    return PreviewRow(str(event.stream), event.version, event.at, f"{sentence_alone(event)}{size}", failed)
