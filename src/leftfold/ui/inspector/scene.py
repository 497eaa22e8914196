"""All that the inspector shows of one moment, worked out off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leftfold.model.diff import diff
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.replay import narrative
from leftfold.replay.history import keep_going
from leftfold.replay.masking import masked_state
from leftfold.replay.narrative import Moment
from leftfold.ui.inspector.notes import Note, is_of_draft, note_on_draft, notes
from leftfold.ui.inspector.spots import Spot, compared, differing, plain
from leftfold.ui.shown import Shown


@dataclass(frozen=True, slots=True)
class Scene:
    """The state at the cursor, and the step that led to it."""

    ordinal: int
    moment: Moment[Any] | None
    """None before the first event."""
    state: Spot
    notes: tuple[Note, ...]

    @property
    def event(self) -> Event | None:
        """The event of the step."""
        return self.moment.step.event if self.moment else None


def see(
    shown: Shown, ordinal: int, moment: Moment[Any] | None, *, progress: Callable[[int], None] = keep_going
) -> Scene:
    """The scene of a moment, or of the state before the first event; `progress` hears what is folded for it."""
    if moment is None:
        return Scene(ordinal, None, plain(_document(shown, shown.history.standing(0).state)), ())
    state = compared(moment.before, moment.after, moment.changes)
    said = tuple(notes(shown, ordinal, moment.step))
    if shown.what_if is not None and ordinal > shown.what_if.unchanged:
        state = _beside(state, _stored(shown, ordinal, progress))
        if not any(is_of_draft(note) for note in said):
            said = (*said, note_on_draft(differs=state.apart is not None))
    return Scene(ordinal, moment, state, said)


def _stored(shown: Shown, ordinal: int, progress: Callable[[int], None]) -> Json:
    """The state after the same event as it is stored; after an event that is not stored, the last one."""
    stored = shown.replay.history
    return _document(shown, stored.standing(min(ordinal, stored.length), progress=progress).state)


def _beside(state: Spot, stored: Json) -> Spot:
    apart = differing(diff(stored, state.after))  # type: ignore[arg-type]
    return Spot(state.after, state.before, stored, state.step, apart)


def _document(shown: Shown, state: object) -> Json:
    domain = shown.replay.domain
    return masked_state(domain, narrative.shown(domain, state))
