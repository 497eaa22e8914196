"""All consequences of a draft in sentences, kind by kind, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from leftfold.draft.consequences import Consequences, Difference, Turn
from leftfold.draft.preview import Preview
from leftfold.model.diff import Change, Op
from leftfold.model.json import Json, compact
from leftfold.model.paths import path_text
from leftfold.model.snapshot import SnapshotMark, maker

MOST: Final = 200
"""Consequences of a kind that are put in words: who reads that many has seen enough."""
_LONGEST: Final = 60
"""Characters of a value that are shown: the inspector shows the rest."""
_MOST_CHANGES: Final = 2
"""Changes of one event that are told in a sentence: more no longer read at a glance."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """All consequences of one kind."""

    title: str
    lines: tuple[str, ...]
    """A sentence each."""
    more: str
    """What the others are, after their number, where only the first are told."""
    is_grave: bool = False
    """Whether a person should think twice."""
    beyond: int = 0
    """How many there are beside the lines."""

    def __len__(self) -> int:
        return len(self.lines) + self.beyond


def chapters(preview: Preview) -> tuple[Chapter, ...]:
    """All consequences but what changes in the last state; of what does not follow there is no chapter."""
    return tuple(chapter for chapter in _chapters(preview, preview.beyond) if chapter.lines)


def _chapters(preview: Preview, beyond: Consequences) -> Iterator[Chapter]:
    yield Chapter(
        "Events that would fail",
        tuple(f"Event {one.version} could not be applied: {one.error}." for one in preview.now_failing[:MOST]),
        "more events could not be applied",
        is_grave=True,
        beyond=max(0, len(preview.now_failing) - MOST),
    )
    broken = (f"No longer in order: {text}." for text in preview.broken)
    yield Chapter("Invariants that would be broken", tuple(broken), "more invariants would be broken", is_grave=True)
    rejected = (
        f"{one.command} of event {one.version} would not have been accepted: {_ended(one.reason)}"
        for one in beyond.rejected
    )
    yield Chapter(
        "Commands that would not have been accepted",
        tuple(rejected),
        "more commands would not have been accepted",
        is_grave=True,
        beyond=beyond.rejections - len(beyond.rejected),
    )
    yield Chapter("The first event with another effect", tuple(_first_difference(preview)), "")
    yield Chapter(
        "Events that would no longer fail",
        tuple(f"Event {version}, which could not be applied, would be." for version in preview.now_applied[:MOST]),
        "more events, which could not be applied, would be",
        beyond=max(0, len(preview.now_applied) - MOST),
    )
    yield Chapter("Invariants that would be mended", tuple(_mended(beyond.mended)), "more invariants would be mended")
    yield Chapter("Links between events", tuple(_links(beyond)), "more links would lose an end")
    snapshots = (_snapshot(mark) for mark in beyond.stale_snapshots)
    yield Chapter("Snapshots that would be out of date", tuple(snapshots), "more snapshots would be out of date")
    projections = (
        f"“{title}”, which is folded from these events, would have to be built anew."
        for title in beyond.stale_projections
    )
    yield Chapter("Projections that would be out of date", tuple(projections), "more projections would be out of date")
    yield Chapter("On the way", tuple(_on_the_way(beyond)), "more invariants would turn on the way")
    yield Chapter("How far it reaches", tuple(_reach(preview)), "")


def _first_difference(preview: Preview) -> Iterator[str]:
    found = preview.beyond.first_difference
    # Of one that would fail, or no longer would, that is told already.
    told = (*(failure.version for failure in preview.now_failing), *preview.now_applied)
    if found is not None and found.version not in told:
        yield _difference(found)


def _difference(found: Difference) -> str:
    effects = f"{_changes(found.drafted.changes)}, instead of {_changes(found.stored.changes)}"
    return f"Event {found.version} is the first whose effect differs: {effects}."


def _changes(changes: Sequence[Change]) -> str:
    if not changes:
        return "no change"
    told = ", ".join(map(change_text, changes[:_MOST_CHANGES]))
    return f"{told} and {len(changes) - _MOST_CHANGES} more" if len(changes) > _MOST_CHANGES else told


def change_text(change: Change) -> str:
    """A change in one line."""
    before = "nothing" if change.op is Op.ADD else short(change.before)
    after = "nothing" if change.op is Op.REMOVE else short(change.after)
    return f"{path_text(change.path) or 'the state'} {before} → {after}"


def _mended(turns: Sequence[Turn]) -> Iterator[str]:
    return (f"In order again: {turn.invariant.rstrip('.')}." for turn in turns if turn.lasts)


def _on_the_way(beyond: Consequences) -> Iterator[str]:
    for turn in beyond.broken:
        text = turn.text.rstrip(".")
        if not turn.lasts:
            yield f"After event {turn.since}, and not in the last state, this would be out of order: {text}."
    for turn in beyond.mended:
        text = turn.text.rstrip(".")
        if not turn.lasts:
            yield f"After event {turn.since} this would be in order, which it was not: {text}."


def _links(beyond: Consequences) -> Iterator[str]:
    for link in beyond.lost_targets:
        text = "which would no longer count: it makes up for nothing"
        yield f"Event {link.version} compensates event {link.target}, {text}."
    for link in beyond.lost_compensations:
        text = "and would no longer count: nothing makes up for that"
        yield f"Event {link.version} compensates event {link.target}, {text}."


def _snapshot(mark: SnapshotMark) -> str:
    whose = maker(is_ours=mark.is_ours)
    return f"The snapshot after event {mark.version}, of {whose}, would be out of date."


def _reach(preview: Preview) -> Iterator[str]:
    if preview.as_stored_from is not None:
        rest = "; only the new events change it" if preview.changes else ""
        yield f"From event {preview.as_stored_from} on, the state would be as it is stored{rest}."


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def change_row(change: Change, *, longest: int = _LONGEST) -> tuple[str, str, str]:
    """A change as field, value before and value after, cut where they are long; a dash where there is none."""
    before = "–" if change.op is Op.ADD else short(change.before, longest=longest)
    after = "–" if change.op is Op.REMOVE else short(change.after, longest=longest)
    return path_text(change.path) or "all", before, after


def short(value: Json, *, longest: int = _LONGEST) -> str:
    """A value as JSON, cut where it is long."""
    text = value if isinstance(value, str) else compact(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
