"""A draft in sentences, for people who decide whether to commit it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from leftfold.draft.draft import Draft
from leftfold.draft.overlay import WhatIf
from leftfold.draft.preview import Preview
from leftfold.draft.telling import Chapter, chapters, short
from leftfold.model.edits import Append, Edit, Restore, SoftDelete
from leftfold.model.step import Step
from leftfold.replay.history import History
from leftfold.replay.narrative import sentence

S = TypeVar("S")

_FIRST: Final = 2
"""Consequences of a kind that are told one by one: who wants more of them reads all."""


def edit_text(edit: Edit) -> str:
    """An edit in the fewest words."""
    match edit:
        case Append(type_, data):
            return f"Append {type_} {short(data)}"
        case SoftDelete(version):
            return f"Soft-delete event {version}"
        case Restore(version):
            return f"Restore event {version}"


def told_edits(draft: Draft, stored: History[S], proposed: WhatIf[S]) -> tuple[str, ...]:
    """Each edit of a draft on a history with the sentence of its event; reads those events."""
    appended = proposed.history.steps(stored.length + 1, proposed.history.length)
    return tuple(_told(edit, stored, proposed, appended) for edit in draft.edits)


def _told(edit: Edit, stored: History[S], proposed: WhatIf[S], appended: Iterator[Step[S]]) -> str:
    if isinstance(edit, Append):
        step = next(appended)
        return f"Append event {step.event.version}: {sentence(stored.domain, step)}"
    ordinal = proposed.index.ordinal_of(edit.version)
    if ordinal is None:
        return edit_text(edit)
    # A deleted event has its sentence where it counts: in the store before it is deleted, in the draft once restored.
    history = stored if isinstance(edit, SoftDelete) else proposed.history
    return f"{edit_text(edit)}: {sentence(stored.domain, history.step(ordinal))}"


def told_commit(draft: Draft, last_version: int | None) -> str:
    """What a commit of a draft wrote, by whom, and the version that its stream is at now."""
    appended = sum(isinstance(edit, Append) for edit in draft.edits)
    new = range(last_version - appended + 1, last_version + 1) if last_version is not None else range(0)
    groups = (
        ([edit.version for edit in draft.edits if isinstance(edit, SoftDelete)], "soft-deleted"),
        ([edit.version for edit in draft.edits if isinstance(edit, Restore)], "restored"),
        (list(new), "appended"),
    )
    done = ", ".join(f"{_events(versions)} {verb}" for versions, verb in groups if versions)
    return f"Written by {draft.because.author}: {done}. {draft.stream} is at version {last_version} now."


def _events(versions: Sequence[int]) -> str:
    return f"{'event' if len(versions) == 1 else 'events'} {', '.join(map(str, versions))}"


def warnings(preview: Preview) -> tuple[str, ...]:
    """What else follows from a draft in few sentences, the most important first: of each kind the first, and how many
    more.
    """
    return tuple(text for chapter in chapters(preview) for text in _first_of(chapter))


def _first_of(chapter: Chapter) -> Iterator[str]:
    # A number in place of a single sentence would save nothing.
    told = chapter.lines[:_FIRST] if len(chapter) > _FIRST + 1 else chapter.lines
    yield from told
    if len(chapter) > len(told):
        yield f"{len(chapter) - len(told):,} {chapter.more}."


def told_commits(drafts: Sequence[Draft]) -> str:
    """What a commit of many drafts wrote, and by whom."""
    edits = sum(len(draft.edits) for draft in drafts)
    who = ", ".join(dict.fromkeys(draft.because.committer or draft.because.author for draft in drafts))
    return (
        f"Written by {who}: {edits:,} {'edit' if edits == 1 else 'edits'} of {len(drafts):,} aggregates, all at once."
    )
