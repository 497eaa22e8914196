"""Commits a run aggregate by aggregate, each in a transaction of its own; what is done is not done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leftfold.batch.dry_run import DryRun
from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.proposal import Proposal
from leftfold.batch.run_file import Run, RunFile
from leftfold.draft.draft import Draft
from leftfold.model.edits import Append
from leftfold.model.errors import Conflict, Refused
from leftfold.model.event import Event
from leftfold.session import Session

_SETTLED = (Result.COMMITTED, Result.LEFT_OUT, Result.CHANGED)


def pending(run: Run) -> list[int]:
    """The places of the proposals that are still to be committed: not those that are rejected, or left out."""
    return [
        place
        for place, (stream, look) in enumerate(zip(run.streams, run.looks, strict=True))
        if look.trouble and not ((found := run.outcomes.get(stream)) and found.result in _SETTLED)
    ]


def changed(run: Run) -> list[int]:
    """The places of the proposals whose streams changed since the dry run."""
    results = {stream: outcome.result for stream, outcome in run.outcomes.items()}
    return [place for place, stream in enumerate(run.streams) if results.get(stream) is Result.CHANGED]


def commit_run(session: Session, file: RunFile, *, progress: Callable[[int], None]) -> Iterator[Outcome]:
    """Commit what is pending in a run; `progress` hears how many are done, and may raise to stop between two.

    Raises `Refused` for a run that cannot be committed at all, `StoreFailed` where the store goes away: what was
    written by then is recorded, and another call goes on from there.
    """
    run = file.read()
    _check(session, run)
    refused = 0
    places = pending(run)
    for done, proposal in enumerate(run.proposals(places)):
        progress(done)
        try:
            outcome = _committed(session, run, proposal)
        except Refused as refusal:
            if done == refused == 0:
                # What refuses the first of all will refuse the others, too.
                raise
            refused += 1
            outcome = Outcome(proposal.stream, Result.REFUSED, str(refusal))
        file.record(outcome)
        run.outcomes[proposal.stream] = outcome
        yield outcome


def try_again(session: Session, file: RunFile, *, progress: Callable[[int], None]) -> Iterator[Proposal | Outcome]:
    """Try the correction anew on the aggregates that changed since the dry run; nothing is written to the store.

    Of one that has no offending events any more the outcome says so.
    """
    run = file.read()
    dry_run = DryRun(session, run.head.plan)
    for done, place in enumerate(changed(run)):
        progress(done)
        proposal = dry_run.again(run.streams[place])
        if proposal is None:
            outcome = Outcome(run.streams[place], Result.LEFT_OUT, "It has no offending events any more.")
            file.record(outcome)
            yield outcome
        else:
            file.repropose(proposal)
            yield proposal


def _check(session: Session, run: Run) -> None:
    if not run.ended:
        raise Refused(f"The dry run in {run.path} was ended before it was through; do it again, into another file.")
    if run.head.store != session.place:
        raise Refused(f"The dry run was made on {run.head.store}, not on {session.place}; make one there.")
    if not run.head.plan.because.reason.strip():
        raise Refused("No reason was given; say why the store is changed, then commit again.")


def _committed(session: Session, run: Run, proposal: Proposal) -> Outcome:
    draft = proposal.draft(run.head.because)
    try:
        done = session.commit(draft)
    except Conflict as conflict:
        if (version := _version_of_ours(session, draft, run.head.tag)) is None:
            return Outcome(proposal.stream, Result.CHANGED, str(conflict))
        return Outcome(proposal.stream, Result.COMMITTED, "", version)
    return Outcome(proposal.stream, Result.COMMITTED, "", done.last_version)


def _version_of_ours(session: Session, draft: Draft, tag: str) -> int | None:
    """The version that a commit of this very draft left behind, where one was made and not recorded; else None."""
    for entry in session.store.audit(draft.stream):
        if tag in entry.because.reason and entry.base_version == draft.base_version:
            return entry.version
    new = [edit for edit in draft.edits if isinstance(edit, Append)]
    if len(new) != len(draft.edits):
        return None
    replay = session.open_stream(draft.stream)
    known = 0 if draft.base_version is None else replay.index.ordinal_at(draft.base_version)
    if len(replay.index) < known + len(new):
        return None
    stored = list(replay.history.source.read(known + 1, known + len(new)))
    same = all(_is_ours(session, event, edit, tag) for event, edit in zip(stored, new, strict=True))
    return stored[-1].version if same else None


def _is_ours(session: Session, event: Event, edit: Append, tag: str) -> bool:
    if (event.type, event.data) != (edit.type, session.store.as_read(edit)):
        return False
    if session.store.layout.events.metadata.document is None:
        # It keeps no note of who wrote it: the same event in the same place is taken for ours.
        return True
    match event.metadata:
        case {"leftfold": {"reason": str(reason)}}:
            return tag in reason
        case _:
            return False
