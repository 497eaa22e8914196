"""What a row says beyond the index: worked out by replaying, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from leftfold.domain.definition import Domain
from leftfold.model.links import Link, compensated
from leftfold.model.step import Applied, Failed, Step
from leftfold.replay.narrative import Moment, narrate
from leftfold.replay.survey import Mark
from leftfold.ui.events.wording import Changed, changed, one_line

MOST_CHANGES: Final = 6
"""Changes told in a row: more do not fit beside each other in any window."""
_LONGEST: Final = 400
"""Characters of a sentence: more than any window has room for in a line."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says once its event was replayed."""

    sentence: str
    mark: Mark
    changes: tuple[Changed, ...]
    more: int
    """How many changes are not among `changes`."""
    stands_on: int | None
    """The version of the failed event that the replay stands on here; None where none failed before."""
    source: str
    """The aggregate whose event it is."""
    error: str = ""
    """Why it could not be applied; empty where it could."""
    links: tuple[Link, ...] = ()
    """To what it compensates."""


def tell(domain: Domain[Any], step: Step[Any]) -> Told:
    """The step in the words of a row."""
    moment = narrate(domain, step)
    failed = step.standing.failed
    return Told(
        sentence=one_line(moment.sentence, _LONGEST),
        mark=_mark(step),
        changes=_changes(moment),
        more=max(0, len(moment.changes) - MOST_CHANGES),
        stands_on=None if failed is None else failed.version,
        source=str(step.event.stream),
        error=one_line(step.outcome.error, _LONGEST) if isinstance(step.outcome, Failed) else "",
        links=tuple(Link(step.event.version, target) for target in compensated(step.event.metadata)),
    )


def _changes(moment: Moment[Any]) -> tuple[Changed, ...]:
    return tuple(changed(change) for change in moment.changes[:MOST_CHANGES])


def _mark(step: Step[Any]) -> Mark:
    match step.outcome:
        case Applied():
            return Mark.APPLIED
        case Failed():
            return Mark.FAILED
        case _:
            return Mark.SKIPPED
