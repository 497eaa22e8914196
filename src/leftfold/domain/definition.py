"""The record of functions that tells Leftfold what an application's events mean.

The shape is Jérémie Chassaing's Decider (initial state, evolve, decide) with what an inspector needs beside it. States
may be any value, but must be treated as immutable: `evolve` gives a new state and leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject

S = TypeVar("S")


class Kind(StrEnum):
    """The kind of value a field of an event or an argument of a command holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "yes/no"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Field:
    """One named value of an event's payload or of a command's arguments."""

    name: str
    title: str
    kind: Kind
    required: bool = True
    help: str = ""
    """What a form says beside it, for instance which values are allowed."""


@dataclass(frozen=True, slots=True)
class EventType:
    """An event the domain knows: its stored name, its name for people, and its payload's fields."""

    name: str
    title: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event decided on but not stored."""

    type: str
    data: JsonObject


@dataclass(frozen=True, slots=True)
class Rejection:
    """A command's no, with the reason as a sentence for a person."""

    reason: str


Decision: TypeAlias = tuple[NewEvent, ...] | Rejection
Arguments: TypeAlias = Mapping[str, Any]
"""Checked arguments of a command: each required field is there, each value has its field's kind, none is unknown."""


@dataclass(frozen=True, slots=True)
class Command(Generic[S]):
    """Something a client may ask of an aggregate."""

    name: str
    """In words with dashes, for instance `complete-activity`."""
    title: str
    fields: tuple[Field, ...]
    decide: Callable[[S, Arguments], Decision]
    """The strict command handler: the events that follow, or why not. It changes nothing."""


@dataclass(frozen=True, slots=True)
class Track(Generic[S]):
    """A number read off each state, plotted over the events."""

    name: str
    title: str
    value: Callable[[S], float | None]
    """None where the state has no such number yet."""


@dataclass(frozen=True, slots=True)
class Invariant(Generic[S]):
    """Something that must hold in each state."""

    name: str
    title: str
    broken: Callable[[S], str | None]
    """A sentence that says what is wrong, or None where it holds."""


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """What many events made of a state at once."""

    states: Sequence[S]
    """The state after each of them, or only after the last."""
    errors: Mapping[int, str]
    """Why some of them could not be applied, by their places from 0 on; they left the state as it was."""


class FoldMany(Protocol[S]):
    """Folds many events at once, for a reducer that is far away and asked seldom."""

    def __call__(self, state: S, events: Sequence[Event], *, each: bool, check: Callable[[], None]) -> Folded[S]:
        """What the events make of the state; `each` asks for the state after each of them.

        `check` is called while it takes long, and may raise to end it.
        """


class Scope(StrEnum):
    """What one state of the domain is folded from."""

    AGGREGATE = "aggregate"
    """The events of one aggregate."""
    STORE = "store"
    """A projection: the events of all aggregates of the domain's types, in the store's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain(Generic[S]):
    """What one application's events mean."""

    name: str
    title: str
    aggregate_types: tuple[str, ...]
    """The types of aggregate it reads, as the store names them; empty for any."""
    initial: S
    """The state before the first event."""
    evolve: Callable[[S, Event], S]
    """The event handler: the state after the event. It never rejects; what it raises makes the step a failed one."""
    show: Callable[[S], Json]
    """The state as a JSON document, nested at most `leftfold.model.json.MAX_DEPTH` deep."""
    sentence: Callable[[Event, S, S], str]
    """What happened, for a person, in one line: event, state before, state after. A soft-deleted event has the same
    state before and after it, and may be of any type and payload."""
    event_types: tuple[EventType, ...] = ()
    """The events it knows; empty for any."""
    commands: tuple[Command[S], ...] = ()
    tracks: tuple[Track[S], ...] = ()
    invariants: tuple[Invariant[S], ...] = ()
    compensate: Callable[[S, S], tuple[NewEvent, ...] | None] | None = None
    """The events that turn the first state into the second, or None where no events can; absent where never."""
    approach: Callable[[S, S], tuple[NewEvent, ...]] | None = None
    """The events that bring the first state as near to the second as events can, where `compensate` knows none that
    reach it; none where nothing would be nearer. Absent where that cannot be told."""
    asked: Callable[[Event], tuple[str, Arguments] | None] | None = None
    """The name and the arguments of the command that an event came of, or None where none did; absent where that
    cannot be told. It may raise for an event that the domain cannot apply."""
    restore: Callable[[Json], S] | None = None
    """The state that `show` gave as this document, so that a replay may begin at a snapshot; absent where it always
    begins at the first event. It may raise where the document is of no state."""
    fold_many: FoldMany[S] | None = None
    """What `evolve` gives for many events at once, where asking for each by itself takes long; else absent."""
    personal: tuple[str, ...] = ()
    """Paths of the fields that are covered until a person reveals them with a reason, such as `data.email`,
    `metadata.user` or `state.contacts[*].phone`; `*` stands for any key or place."""
    scope: Scope = Scope.AGGREGATE
    origin: str = field(default="built in", compare=False)
    """Where it was found: a distribution's name or a file's path."""


def unknown_event(event: Event, known: tuple[EventType, ...]) -> LookupError:
    """The error an `evolve` raises for an event type that its domain does not know."""
    names = ", ".join(kind.name for kind in known)
    return LookupError(f"unknown event type {event.type!r}; this domain knows {names}")
