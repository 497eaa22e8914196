"""A batch at work, off the GUI thread: previewed, tried on all, committed, tried again, reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path
from PySide6.QtCore import QObject, Signal

from leftfold.batch.committing import commit_run, pending, try_again
from leftfold.batch.correction import Plan
from leftfold.batch.dry_run import DryRun, Progress
from leftfold.batch.outcome import Outcome
from leftfold.batch.report import write_report
from leftfold.batch.run_file import Run, RunFile
from leftfold.model.edits import Because
from leftfold.model.errors import Cancelled, LeftfoldError
from leftfold.session import Session
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_PREVIEW: Final = "batch preview"
_RUN: Final = "batch run"
_REPORT: Final = "batch report"


class Batch(QObject):
    """One batch on an opened store."""

    previewed = Signal(object)
    """The `Proposal` for the first aggregate that was found, None where none was."""
    preview_failed = Signal(str)
    progressed = Signal(int, int)
    """So many are done, of how many; -1 where that is not known."""
    ran = Signal(object)
    """What was under way came to its end, or was stopped: the `Run` as it is now."""
    failed = Signal(str)
    """What was under way ended: the sentence that says why."""
    reported = Signal(str)
    """The report is written, or cannot be: the sentence that says so."""

    def __init__(self, session: Session, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self.file: RunFile | None = None
        """Where the run is kept; None before the first dry run."""
        self._stopped = self._closed = False

    @property
    def is_under_way(self) -> bool:
        """Whether a dry run or a commit is under way."""
        return self._tasks.is_under_way(_RUN)

    def preview(self, plan: Plan) -> None:
        """Try a plan on the first aggregate that has an offending event."""

        def work(job: Job) -> Any:
            return DryRun(self._session, plan).first(lambda _progress: job.check())

        self._ask(_PREVIEW, work, self.previewed.emit, self.preview_failed)

    def dry_run(self, plan: Plan) -> None:
        """Try a plan on all."""
        self.file = file = RunFile(_new_path())

        def work(job: Job) -> Run:
            file.begin(self._session.place, plan)
            trial = DryRun(self._session, plan)
            try:
                for _proposal in file.propose(trial.proposals(_Telling(job).tell)):
                    pass
            except Cancelled:
                # Nobody can do anything with a part of a dry run.
                file.path.unlink(missing_ok=True)
                raise
            return file.read()

        self._ask(_RUN, work, self.ran.emit, self.failed)

    def reopen(self, path: Path) -> None:
        """Go on with a run that was kept."""
        self.file = file = RunFile(path)
        self._ask(_RUN, lambda _job: file.read(), self.ran.emit, self.failed)

    def settle(self, outcome: Outcome) -> None:
        """Keep that an aggregate is left out, or wanted after all."""
        if (file := self.file) is not None:
            self._ask(f"settle {outcome.stream}", lambda _job: file.record(outcome), _nothing, self.failed)

    def commit(self, because: Because) -> None:
        """Commit what is pending, one by one, until that is done or stopped."""

        def steps(file: RunFile, told: Callable[[int], None]) -> Iterator[object]:
            file.explain(self._session.signed(because))
            return commit_run(self._session, file, progress=told)

        self._step_through(steps)

    def try_again(self) -> None:
        """Try the correction anew on the aggregates that changed since the dry run."""
        self._step_through(lambda file, told: try_again(self._session, file, progress=told))

    def stop(self) -> None:
        """Stop what is under way between two aggregates; what is done by then is kept."""
        self._stopped = True

    def give_up(self) -> None:
        """End the dry run; nothing is told of it any more."""
        self._tasks.cancel(_RUN)

    def report(self, run: Run, path: Path) -> None:
        """Write the report of a run."""

        def work(_job: Job) -> str:
            write_report(run, path)
            return f"Report saved as {path}."

        self._ask(_REPORT, work, self.reported.emit, self.reported)

    def close(self) -> None:
        """Give up what nobody waits for any more; a commit ends after the aggregate it is at."""
        self._stopped = self._closed = True
        self._tasks.cancel(_PREVIEW)
        self._tasks.cancel(_RUN)

    def _step_through(self, steps: Callable[[RunFile, Callable[[int], None]], Iterator[object]]) -> None:
        file, self._stopped = self.file, False
        if file is None:
            return

        def work(job: Job) -> tuple[Run, str]:
            total = len(pending(file.read()))
            try:
                for done, _one in enumerate(steps(file, job.check), 1):
                    job.report((done, total))
                    if self._stopped:
                        break
            except LeftfoldError as error:
                # What was written by then is written.
                return file.read(), str(error)
            return file.read(), ""

        self._ask(_RUN, work, self._ended, self.failed)

    def _ended(self, found: tuple[Run, str]) -> None:
        run, sentence = found
        self.ran.emit(run)
        if sentence:
            self.failed.emit(sentence)

    def _ask(self, key: str, work: Callable[[Job], Any], done: Callable[[Any], None], failed: Any) -> None:
        def tell(error: LeftfoldError) -> None:
            failed.emit(str(error))

        def unless_closed(call: Callable[[Any], None]) -> Callable[[Any], None]:
            # What is kept in the file is kept to the end, though nobody is there to hear of it.
            return lambda found: None if self._closed else call(found)

        self._tasks.run(
            Request(
                lane=Lane.BATCH,
                key=key,
                work=work,
                done=unless_closed(done),
                failed=unless_closed(tell),
                part=unless_closed(self._progress),
            )
        )

    def _progress(self, part: tuple[int, int | None]) -> None:
        done, total = part
        self.progressed.emit(done, -1 if total is None else total)


class _Telling:
    """Tells how far a dry run is, and nothing twice: while the database searches it is asked a thousand times."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told: Progress | None = None

    def tell(self, progress: Progress) -> None:
        self._job.check()
        if progress != self._told:
            self._told = progress
            self._job.report((progress.done, progress.total))


def runs_folder() -> Path:
    """Where runs are kept unless another place is named."""
    return user_data_path("leftfold", appauthor=False) / "batches"


def _new_path() -> Path:
    return runs_folder() / f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S.%f}.jsonl"


def _nothing(_none: object) -> None:
    """What is done once it is kept."""
