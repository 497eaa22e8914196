"""A correction: drafts over one or many streams that belong together, under one name and for one reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leftfold.draft.draft import Draft
from leftfold.model.edits import Because, ChangeSet
from leftfold.model.stream import StreamId


@dataclass(frozen=True, slots=True)
class Correction:
    """Drafts that are saved, reviewed and committed together; at most one for each stream, each with edits."""

    name: str
    because: Because
    """Who corrects, and why, where a draft does not say so itself."""
    drafts: tuple[Draft, ...]

    def __bool__(self) -> bool:
        return bool(self.drafts)

    def __iter__(self) -> Iterator[Draft]:
        """The drafts, each with the correction's reason and author where it has none of its own."""
        return (replace(draft, because=completed(draft.because, self.because)) for draft in self.drafts)

    @property
    def streams(self) -> tuple[StreamId, ...]:
        """The streams that are corrected."""
        return tuple(draft.stream for draft in self.drafts)

    @property
    def count(self) -> int:
        """How many edits it has."""
        return sum(len(draft.edits) for draft in self.drafts)

    @property
    def drafted_by(self) -> tuple[str, ...]:
        """Who drafted it, each once."""
        return tuple(dict.fromkeys(draft.because.author for draft in self if draft.because.author))

    @property
    def unexplained(self) -> tuple[StreamId, ...]:
        """The streams that no reason is given for."""
        return tuple(draft.stream for draft in self if not draft.because.reason.strip())

    def change_sets(self) -> tuple[ChangeSet, ...]:
        """What a commit of the correction writes."""
        return tuple(draft.change_set() for draft in self)


def completed(own: Because, common: Because) -> Because:
    """A draft's own reason, with what it leaves open as the whole correction has it."""
    if own.reason.strip():
        return own if own.author else replace(own, author=common.author)
    return replace(common, author=common.author or own.author, committer=common.committer or own.committer)


def committed_by(correction: Correction, user: str) -> Correction:
    """The correction as this user commits it: where another drafted it, both are recorded."""
    return replace(
        correction,
        because=_committed(correction.because, user),
        drafts=tuple(replace(draft, because=_committed(draft.because, user)) for draft in correction.drafts),
    )


def told_correction(correction: Correction) -> str:
    """What a correction is in the fewest words: its name, and over how many aggregates it is."""
    edits, streams = correction.count, len(correction.drafts)
    over = str(correction.drafts[0].stream) if streams == 1 else f"{streams:,} aggregates"
    told = f"{edits:,} {'edit' if edits == 1 else 'edits'} of {over}"
    return f"“{correction.name}”: {told}" if correction.name else told


def _committed(because: Because, user: str) -> Because:
    return replace(because, committer=user if because.author and because.author != user else "")
