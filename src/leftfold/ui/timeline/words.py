"""The timeline in words: what a screen reader says at the cursor, and what is told under the pointer."""

from __future__ import annotations

from html import escape
from typing import Final

from leftfold.model.times import NO_TIME
from leftfold.ui.clock import Clock
from leftfold.ui.timeline.marking import Kind
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.track import value_text

NOT_READ: Final = "not read yet"


def type_title(model: TimelineModel, ordinal: int) -> str:
    """The name of an event's type as its domain writes it, else as it is stored; that it is not known, while it is."""
    name = model.index.type_at(ordinal) or NOT_READ
    known = model.shown.replay.domain.event_types if model.shown else ()
    return next((kind.title for kind in known if kind.name == name), name)


def marks_text(model: TimelineModel, ordinal: int) -> tuple[str, ...]:
    """A sentence for each mark of an event, and for its snapshot."""
    told: list[str] = []
    for kind in model.marking.kinds_of(ordinal):
        match kind:
            case Kind.DELETED:
                told.append("Soft-deleted")
            case Kind.PROPOSED_DELETION:
                told.append("Soft-deleted in the draft")
            case Kind.PROPOSED:
                told.append("Proposed, not stored")
            case Kind.FAILED:
                told.append("Could not be applied")
            case Kind.BROKEN:
                told.extend(model.surveyed.sentences_at(ordinal) + model.found.sentences_at(ordinal))
    if bookmark := model.bookmarks.text_at(ordinal):
        told.append(bookmark)
    snapshot = model.snapshots.text_at(ordinal)
    return (*told, f"{snapshot} at version {model.index.versions[ordinal - 1]:,}") if snapshot else tuple(told)


def place_text(ordinal: int, length: int) -> str:
    """Where the cursor stands: `57 / 214`."""
    return f"{ordinal:,} / {length:,}"


def cursor_text(model: TimelineModel, ordinal: int, clock: Clock) -> str:
    """The cursor in one sentence."""
    length = len(model.index)
    if not ordinal:
        return f"Before the first of {length:,} events"
    version = int(model.index.versions[ordinal - 1])
    parts = [f"Event {ordinal:,} of {length:,}"]
    parts += [f"version {version:,}"] if version != ordinal else []
    parts += [type_title(model, ordinal), clock.day_and_time(time_of(model, ordinal))]
    for place, track in enumerate(model.tracks):
        value = model.surveyed.value(place, ordinal)
        parts += [] if value is None else [f"{track.title.lower()} {value_text(value)}"]
    parts += marks_text(model, ordinal)
    return ", ".join(part for part in parts if part)


def tip_text(model: TimelineModel, ordinal: int, clock: Clock) -> str:
    """An event under the pointer, as rich text."""
    if not ordinal:
        return "<b>Start</b><br>Before the first event"
    version = int(model.index.versions[ordinal - 1])
    lines = [f"<b>{version:,}</b>&nbsp; {escape(type_title(model, ordinal))}"]
    # In one line: Qt would break it before the zone.
    lines += [clock.day_and_time(time_of(model, ordinal)).replace(" ", "&nbsp;")]
    lines += [escape(sentence) for sentence in marks_text(model, ordinal)]
    return "<br>".join(line for line in lines if line)


def time_of(model: TimelineModel, ordinal: int) -> int:
    """When the event with this ordinal was recorded; `NO_TIME` before the first and where it is not known."""
    return model.index.time_at(ordinal) if ordinal else NO_TIME
