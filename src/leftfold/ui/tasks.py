"""Work off the GUI thread: one thread a lane, and of several requests with one key only the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from leftfold.model.errors import Cancelled, LeftfoldError

T = TypeVar("T")


class Lane(StrEnum):
    """A queue of work with a thread of its own, so that short work never waits behind long work."""

    LIST = "list"
    """Pages of aggregates."""
    STREAM = "stream"
    """Opening a store or a stream, previewing, committing."""
    SURVEY = "survey"
    """Passes over a whole history."""
    FIELD = "field"
    """Passes over a whole history for one field."""
    MOMENT = "moment"
    """The step at the cursor."""
    ROWS = "rows"
    """Pages of event rows."""


class Job:
    """One piece of work under way, as the work itself sees it."""

    def __init__(self, report: Callable[[Any], None]) -> None:
        self._cancelled = Event()
        self._report = report

    def check(self, _done: int = 0) -> None:
        """Raises `Cancelled` where nobody waits for the work any more."""
        if self._cancelled.is_set():
            raise Cancelled

    def report(self, value: object) -> None:
        """Give a part of the result, or progress, to the GUI thread now. Raises `Cancelled` as `check` does."""
        self.check()
        self._report(value)

    def cancel(self) -> None:
        """Ask the work to end."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to end."""
        return self._cancelled.is_set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[T]):
    """Work to do in a lane, and what the GUI thread does with what comes of it."""

    lane: Lane
    key: str
    """A newer request with the same key takes the place of an older one, waiting or running."""
    work: Callable[[Job], T]
    done: Callable[[T], None]
    failed: Callable[[LeftfoldError], None]
    part: Callable[[Any], None] = lambda _part: None
    """Hears each value that the work reports."""


class Tasks(QObject):
    """Runs requests and hands their results to the GUI thread."""

    idle = Signal()
    """Nothing is under way any more."""
    busy = Signal()
    """Something is under way again."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._newest: dict[str, Job] = {}
        self._under_way = 0
        self._arrived.connect(self._deliver)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._under_way == 0

    def run(self, request: Request[T]) -> None:
        """Do the work in its lane; its callbacks come in the GUI thread, unless a newer request took its place."""
        self.cancel(request.key)
        job = Job(lambda value: self._arrived.emit(lambda: self._pass_on(request, job, value)))
        self._newest[request.key] = job
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit()
        self._lane(request.lane).submit(self._work, request, job)

    def cancel(self, key: str) -> None:
        """Forget the newest request with this key: its callbacks will not be called."""
        job = self._newest.pop(key, None)
        if job is not None:
            job.cancel()

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        for key in list(self._newest):
            self.cancel(key)
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._lanes.clear()

    def _lane(self, lane: Lane) -> ThreadPoolExecutor:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"leftfold-{lane}")
        return self._lanes[lane]

    def _work(self, request: Request[T], job: Job) -> None:
        finish = self._outcome(request, job)
        self._arrived.emit(lambda: self._finish(request, job, finish))

    def _outcome(self, request: Request[T], job: Job) -> Callable[[], None]:
        try:
            job.check()
            result = request.work(job)
        except Cancelled:
            return _nothing
        except LeftfoldError as error:
            fault = error
            return lambda: request.failed(fault)
        except BaseException as error:  # noqa: BLE001 - the border of the task runner: raised again in the GUI thread
            bug = error
            return lambda: _raise(bug)
        return lambda: request.done(result)

    def _pass_on(self, request: Request[T], job: Job, value: object) -> None:
        if not job.cancelled:
            request.part(value)

    def _finish(self, request: Request[T], job: Job, finish: Callable[[], None]) -> None:
        self._under_way -= 1
        try:
            if not job.cancelled:
                self._newest.pop(request.key, None)
                finish()
        finally:
            if self._under_way == 0:
                self.idle.emit()

    def _deliver(self, call: Callable[[], None]) -> None:
        call()


def _nothing() -> None:
    """What is left to do for cancelled work."""


def _raise(bug: BaseException) -> None:
    raise bug
