"""The commands that correct many aggregates: tried on all, looked at, then committed one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from leftfold.batch.committing import changed, commit_run, pending, try_again
from leftfold.batch.correction import told
from leftfold.batch.dry_run import DryRun, Progress
from leftfold.batch.outcome import Outcome, Result, outcome_row
from leftfold.batch.proposal import Proposal, proposal_row
from leftfold.batch.report import changes_text, result_text, totals, write_report
from leftfold.batch.run_file import Run, RunFile
from leftfold.batch.which import nothing_found, which_text
from leftfold.cli.asking import opened as opened_at
from leftfold.cli.options import (
    CONFIRM,
    JSON,
    STORE,
    confirmed,
    with_because,
    with_domain,
    with_layout,
    with_session,
    words,
)
from leftfold.cli.planning import plan_of
from leftfold.cli.printing import print_json, say, tell
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted, print_table
from leftfold.domain.choice import Choice
from leftfold.draft.wording import edit_text
from leftfold.model.edits import Because
from leftfold.model.errors import NotFound, Refused
from leftfold.session import Session

# The first sign keeps click from wrapping the lines.
_EXAMPLE: Final = """\b
leftfold batch try school.sqlite --delete --run reset.jsonl --reason "A wrong bulk reset" \\
    --where "event.type = 'resetProgress' and event.recorded_at >= '2026-03-03'"
leftfold batch commit reset.jsonl school.sqlite
leftfold scan school.sqlite --only failed --json > found.jsonl
leftfold batch try school.sqlite --findings found.jsonl --delete --run failed.jsonl --reason "They never counted" """
_FILE: Final = click.Path(path_type=Path)
_RUN: Final = click.argument("run", type=_FILE)
_FIELDS: Final = 4
"""Changes named in a line: more no longer read at a glance."""


@click.group()
def batch() -> None:
    """Correct many aggregates: try, look, commit one by one."""


@batch.command("try", epilog=_EXAMPLE)
@with_session
@with_because()
@click.option("--where", metavar="EXPR", type=words, help="The condition that finds the wrong events.")
@click.option("--findings", metavar="FILE", type=_FILE, help="Or what `leftfold scan --json` printed of them.")
@click.option("--type", "type_", metavar="TYPE", type=words, help="Only aggregates of this type.")
@click.option("--delete", is_flag=True, help="Soft-delete these events.")
@click.option("--restore-state", is_flag=True, help="Bring the state back to what it was before them.")
@click.option("--command", nargs=2, metavar="NAME JSON", type=words, help="Run a command; see below.")
@click.option("--run", "path", metavar="FILE", required=True, type=_FILE, help="The run's file.")
@click.option("--report", metavar="FILE", type=_FILE, help="A report too: .html or .csv.")
@JSON
def try_(
    session: Session, *, because: Because, path: Path, report: Path | None, as_json: bool, **asked: object
) -> None:
    """Find the aggregates with wrong events, and try a correction on each; nothing is written to the store.

    What is found is kept in the run's file, which `leftfold batch commit` goes by. Exit code 1 says that nothing was.

    The arguments of a command may be taken from each aggregate: '{"lesson": "=before.currentPosition"}' is of the state
    before the wrong event; likewise =after, =event.data, and =now for the last state.
    """
    plan = plan_of(asked, because)
    file, dry_run = RunFile(path), DryRun(session, plan)
    file.begin(session.place, plan)
    try:
        found = file.propose(dry_run.proposals(_show))
        count = print_json(map(proposal_row, found)) if as_json else sum(1 for _proposal in found)
    finally:
        end_progress()
    run = file.read()
    if not as_json:
        _print(run, limit=20)
    if report is not None:
        write_report(run, report)
    if not count:
        raise NotFound(nothing_found(plan.which))
    say(f"Tried on {counted(count, 'aggregate')}; nothing was written to the store. {_next(run)}")


@batch.command()
@_RUN
@STORE
@with_layout
@with_domain
@CONFIRM
@click.option("--again", is_flag=True, help="First try anew on those that changed since the dry run.")
@click.option("--dry-run", is_flag=True, help="Say what would be committed and write nothing.")
@JSON
def commit(run: Path, store: str, layout: str | None, domain: Choice | None, **how: bool) -> int:
    """Commit a run, aggregate by aggregate, each in a transaction of its own.

    Those that changed since the dry run are skipped and listed. A commit that was stopped goes on where it was. Exit
    code 1 says that some were not committed.
    """
    with closing(opened_at(lambda target: Session.open(target, layout=layout, domain=domain), store)) as session:
        session.unlocking.confirmed = confirmed()
        return _commit(session, RunFile(run), **how)


@batch.command()
@_RUN
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="At most so many.")
@JSON
def show(run: Path, *, limit: int, as_json: bool) -> None:
    """What a run proposes and what came of it, the outliers first."""
    found = RunFile(run).read()
    if as_json:
        print_json({**proposal_row(one), "result": _result(found, one)} for one in _ranked(found, limit))
        return
    _print(found, limit=limit)


@batch.command()
@_RUN
@click.argument("file", type=_FILE)
def report(run: Path, file: Path) -> None:
    """Write a run's report: FILE ends in .html or .csv."""
    write_report(RunFile(run).read(), file)
    say(f"Written to {file}.")


def _commit(session: Session, file: RunFile, *, again: bool, dry_run: bool, as_json: bool) -> int:
    if again and not dry_run:
        say(f"Tried anew on {counted(sum(1 for _one in try_again(session, file, progress=_pass)), 'aggregate')}.")
    run = file.read()
    todo = len(pending(run))
    if dry_run:
        say(f"Dry run: {counted(todo, 'aggregate')} would be committed; nothing was written.")
        return 0
    session.unlock()
    try:
        outcomes = list(
            _told(commit_run(session, file, progress=lambda done: _show_commit(done, todo)), as_json=as_json)
        )
    finally:
        end_progress()
    for outcome in outcomes:
        if outcome.result is not Result.COMMITTED:
            say(f"{outcome.stream} {outcome.result}: {outcome.why}")
    return _summary(file.read(), outcomes)


def _told(outcomes: Iterator[Outcome], *, as_json: bool) -> Iterator[Outcome]:
    for outcome in outcomes:
        if as_json:
            print_json([outcome_row(outcome)])
        yield outcome


def _summary(run: Run, outcomes: list[Outcome]) -> int:
    found = Counter(outcome.result for outcome in outcomes)
    say(f"{counted(found[Result.COMMITTED], 'aggregate')} committed now; in all: {_totals(run)}.")
    moved = changed(run)
    if moved:
        one, many = "1 aggregate", f"{len(moved):,} aggregates"
        say(f"{one if len(moved) == 1 else many} changed since the dry run; add --again to try anew and commit them.")
    return 1 if moved or found[Result.REFUSED] else 0


def _ranked(run: Run, limit: int) -> Iterator[Proposal]:
    return run.proposals(run.ranking[:limit])


def _print(run: Run, *, limit: int) -> None:
    plan = run.head.plan
    does = told(plan.correction)
    tell(f"{does[:1].upper()}{does[1:]}, {which_text(plan.which)}")
    tell(f"{_totals(run)}. Reason: {plan.because.reason} (by {plan.because.author})")
    rows = ((str(one.stream), _result(run, one), _said(one), _effect(one)) for one in _ranked(run, limit))
    print_table(rows, head=("aggregate", "result", "what happened", "effect"))
    if len(run) > limit:
        say(f"{limit:,} of {len(run):,} are listed, the outliers first; `leftfold batch show` lists more with --limit.")


def _result(run: Run, proposal: Proposal) -> str:
    return result_text(run.outcomes.get(proposal.stream), run.looks[run.places[proposal.stream]].trouble)


def _said(proposal: Proposal) -> str:
    more = f" and {len(proposal.offending) - 1} more" if len(proposal.offending) > 1 else ""
    return f"{proposal.offending[0]}{more}: {proposal.told}"


def _effect(proposal: Proposal) -> str:
    if proposal.rejected:
        return proposal.rejected
    told_changes = changes_text(proposal, most=_FIELDS) or "the state stays as it is"
    edits = "; ".join(map(edit_text, proposal.edits[:_FIELDS]))
    return " ".join(filter(None, (f"{edits}: {told_changes}", *proposal.troubles)))


def _totals(run: Run) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in totals(run).items())


def _next(run: Run) -> str:
    if not pending(run):
        raise Refused("The correction is rejected for each of them.")
    return f"Commit with `leftfold batch commit {run.path} STORE`."


def _show(progress: Progress) -> None:
    if not progress.done:
        return
    of = "" if progress.total is None else f" of {progress.total:,}"
    show_progress(f"Tried on {progress.done:,}{of} aggregates", progress.done)


def _show_commit(done: int, todo: int) -> None:
    if done:
        show_progress(f"Committed {done:,} of {todo:,}", done)


def _pass(_done: int) -> None:
    """Trying anew is told at its end."""
