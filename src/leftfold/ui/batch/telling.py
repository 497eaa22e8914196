"""What a batch would do, and did, in words."""

from __future__ import annotations

from collections import Counter

from leftfold.batch import report
from leftfold.batch.outcome import Result
from leftfold.batch.proposal import Proposal
from leftfold.batch.report import result_text
from leftfold.batch.run_file import Run

_CHANGES = 6
"""Fields that are named; the aggregate's own draft shows all."""


def changes_text(proposal: Proposal) -> str:
    """Each field before and after."""
    return report.changes_text(proposal, most=_CHANGES)


def effect_text(proposal: Proposal) -> str:
    """All that a correction would do to one aggregate."""
    if proposal.rejected:
        return f"Nothing can be done to it: {proposal.rejected}"
    changes = changes_text(proposal)
    told = f"It would change: {changes}." if changes else "Its last state would stay as it is."
    return " ".join((told, *proposal.troubles))


def found_text(run: Run) -> str:
    """How many were found, and how many of them are unlike the others."""
    shapes = Counter(look.shape for look in run.looks if look.trouble == 2)
    usual = max(shapes.values(), default=0)
    events = "1 aggregate has such an event" if len(run) == 1 else f"{len(run):,} aggregates have such events"
    if usual == len(run):
        return f"{events}; the same would change in each of them."
    rejected = sum(look.trouble == 0 for look in run.looks)
    others = f", with {rejected:,} of them nothing can be done" if rejected else ""
    return f"{events}; {len(run) - usual:,} are unlike the others and come first{others}."


def summary_text(run: Run) -> str:
    """What came of a run by now."""
    pairs = zip(run.streams, run.looks, strict=True)
    found = Counter(result_text(run.outcomes.get(stream), look.trouble) for stream, look in pairs)
    done = found.pop(str(Result.COMMITTED), 0)
    rest = ", ".join(f"{count:,} {name}" for name, count in found.most_common())
    return f"{done:,} of {len(run):,} are corrected" + (f"; {rest}." if rest else ".")
