"""The event that a batch begins from: the one at the cursor, with what is known around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leftfold.batch.which import Listed, nothing_found
from leftfold.domain.decide import plain_name
from leftfold.domain.definition import Domain
from leftfold.model.capability import Capability
from leftfold.model.errors import NotFound
from leftfold.model.json import Json
from leftfold.model.paths import Path
from leftfold.replay.narrative import Moment, narrate, shown
from leftfold.session import Replay, Session
from leftfold.ui.batch.clues import Clue, clues_of
from leftfold.ui.clock import Clock


@dataclass(frozen=True, slots=True)
class Sample:
    """An event that is wrong, as others are likely to be, too."""

    type: str
    """Of its aggregate."""
    types: tuple[str, ...]
    """Of all aggregates."""
    domain: Domain[Any]
    told: str
    before: Json
    """The state before it."""
    last: Json
    """The last state of its aggregate."""
    clues: tuple[Clue, ...]
    command: str
    """The name of the command that decides on events of its type, going by the names; empty where none does."""
    places: Mapping[str, Path]
    """For the fields of its payload where the state has them since: by their names, as far as that can be told."""
    delete: Capability
    append: Capability
    listed: Listed | None = None
    """The events that are wrong, it being the first of them; None where a condition is to say which are."""


def read_sample(session: Session, replay: Replay, ordinal: int, clock: Clock) -> Sample:
    """The event with an ordinal of an aggregate. Raises `StoreFailed`."""
    history, store = replay.history, session.store
    step = next(iter(history.steps(ordinal, ordinal)))
    moment: Moment[Any] = narrate(replay.domain, step)
    last = shown(replay.domain, history.standing(history.length).state)
    return Sample(
        type=replay.stream.type,
        types=store.types(),
        domain=replay.domain,
        told=moment.sentence,
        before=moment.before,
        last=last,
        clues=clues_of(replay.domain, moment, clock),
        command=_command(replay.domain, step.event.type),
        places=_places(moment),
        delete=store.capability("soft delete"),
        append=store.capability("append"),
    )


def read_listed(session: Session, listed: Listed, clock: Clock, *, progress: Callable[[int], None]) -> Sample:
    """The first of listed events that is still there. Raises `NotFound` where none is, and `StoreFailed`."""
    for stream, versions in listed.streams:
        try:
            replay = session.open_stream(stream, progress=progress)
        except NotFound:
            # It is gone since it was listed.
            continue
        ordinals = filter(None, map(replay.index.ordinal_of, versions))
        if (ordinal := next(ordinals, None)) is not None:
            return replace(read_sample(session, replay, ordinal, clock), listed=listed)
    raise NotFound(nothing_found(listed))


def _command(domain: Domain[Any], event_type: str) -> str:
    names = (command.name for command in domain.commands)
    return next((name for name in names if plain_name(name) == plain_name(event_type)), "")


def _places(moment: Moment[Any]) -> dict[str, Path]:
    """For each field of the payload the change that made the state have its value, each change for one field."""
    data = moment.step.event.data
    changed = {change.path: change.after for change in moment.changes if change.path}
    places: dict[str, Path] = {}
    for name, value in data.items() if isinstance(data, dict) else ():
        place = next((path for path, after in changed.items() if after == value), None)
        if place is not None:
            places[name] = place
            del changed[place]
    return places
