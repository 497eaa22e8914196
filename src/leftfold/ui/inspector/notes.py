"""What must be known of a step before its state is read: that it failed, does not count, or is only proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leftfold.model.index import StreamIndex
from leftfold.model.step import Failed, Step
from leftfold.ui.links import Links
from leftfold.ui.rows.cell import Sign, Tone
from leftfold.ui.shown import Shown


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence, and where it sends the reader, if anywhere."""

    sign: Sign
    text: str
    go_to: int | None = None
    """The ordinal of the event that the sentence speaks of, where that is another one."""
    way: str = ""
    """What the button that leads there says."""


def notes(shown: Shown, ordinal: int, step: Step[Any]) -> Iterator[Note]:
    """The notes of a step, the gravest first."""
    if isinstance(step.outcome, Failed):
        error = step.outcome.error.rstrip(".")
        yield Note(
            Sign("circle-alert", Tone.DANGER), f"This event could not be applied: {error}; the state is as before."
        )
    if step.standing.failed is not None:
        version = step.standing.failed.version
        text = f"Stands on a failure at version {version}: {step.standing.failed.error}"
        yield Note(
            Sign("triangle-alert", Tone.DANGER), text, shown.index.ordinal_of(version), f"Go to version {version}"
        )
    yield from _of_the_draft(shown, ordinal)
    if step.event.deleted and not _is_flipped(shown, ordinal):
        yield Note(Sign("circle-x", Tone.DELETED), "This event is soft-deleted; it does not count towards the state.")


def link_notes(links: Links, index: StreamIndex, ordinal: int) -> Iterator[Note]:
    """Which events an event compensates, and which compensate it."""
    if not ordinal or not len(links):
        return
    version = int(index.versions[ordinal - 1])
    text, partners = links.text_at(index, version), links.partners(index, version)
    if text:
        go_to = index.ordinal_of(partners[0]) if partners else None
        yield Note(
            Sign("link", Tone.ACCENT),
            f"{text[:1].upper()}{text[1:]}.",
            go_to,
            f"Go to {partners[0]}" if partners else "",
        )


def is_of_draft(note: Note) -> bool:
    """Whether a note tells of the draft."""
    return note.sign.tone is Tone.DRAFT


def _of_the_draft(shown: Shown, ordinal: int) -> Iterator[Note]:
    if ordinal > len(shown.replay.index):
        yield Note(Sign("diamond", Tone.DRAFT), "This event is proposed in the draft; it is not stored.")
    elif _is_flipped(shown, ordinal) and shown.what_if is not None:
        act = "soft-delete" if shown.what_if.flips[ordinal] else "restore"
        yield Note(Sign("diamond", Tone.DRAFT), f"The draft would {act} this event.")


def note_on_draft(*, differs: bool) -> Note:
    """What is shown where the draft may have changed the state."""
    where = "stored values stand beside those that differ" if differs else "here nothing differs from what is stored"
    return Note(Sign("diamond", Tone.DRAFT), f"With the draft; {where}.")


def _is_flipped(shown: Shown, ordinal: int) -> bool:
    return shown.what_if is not None and ordinal in shown.what_if.flips
