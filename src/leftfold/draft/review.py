"""A draft under review: each edit in a sentence, what it would do, and what stands against committing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from leftfold.draft.draft import Draft
from leftfold.draft.moved import moved
from leftfold.draft.overlay import WhatIf
from leftfold.draft.preview import Preview, preview
from leftfold.draft.wording import edit_text, told_edits
from leftfold.model.index import StreamIndex
from leftfold.replay.history import History, keep_going

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is known of one draft of a correction."""

    draft: Draft
    told: tuple[str, ...]
    """A sentence for each edit."""
    preview: Preview | None
    """None where the draft does not stand on its stream."""
    moved: str
    """What happened to the stream since the draft was made; empty where it stands on it."""

    @property
    def against(self) -> str:
        """Why the draft cannot be committed, as a sentence; empty where it can."""
        if self.preview is None:
            return self.moved
        return failing_edit(self.draft, self.preview)


def reviewed(
    draft: Draft,
    index: StreamIndex,
    stored: History[S],
    lay: Callable[[], WhatIf[S]],
    *,
    progress: Callable[[int], None] = keep_going,
) -> Reviewed:
    """A draft beside what is stored; it is laid on its stream only where it stands there."""
    if not draft.stands_on(index):
        return gone_on(draft, moved(draft, index))
    proposed = lay()
    effect = preview(stored, proposed, progress=progress)
    return Reviewed(draft, told_edits(draft, stored, proposed), effect, "")


def gone_on(draft: Draft, sentence: str) -> Reviewed:
    """A draft whose stream is not as it was, as this sentence says."""
    return Reviewed(draft, tuple(map(edit_text, draft.edits)), None, sentence)


def failing_edit(draft: Draft, effect: Preview) -> str:
    """Which new event of a draft could not be applied, as a sentence; empty where all could.

    An event that fails from the start mends nothing; one that is stored may fail for good reasons.
    """
    for failure in effect.now_failing:
        if draft.base_version is None or failure.version > draft.base_version:
            return f"The proposed event {failure.version} could not be applied; take it out of the draft."
    return ""
