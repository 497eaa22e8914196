"""Work off the GUI thread: one thread a lane, and of several requests with one key only the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from leftfold.model.errors import Cancelled, LeftfoldError
from leftfold.ui.latch import Latch

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
    FIND = "find"
    """Passes over a whole history for what is looked for."""
    MOMENT = "moment"
    """The step at the cursor."""
    ROWS = "rows"
    """Pages of event rows."""
    WATCH = "watch"
    """Asking whether the store has changed."""
    MAP = "map"
    """Looking at a database of nobody's layout."""
    SCAN = "scan"
    """Passes over the whole store."""
    LIBRARY = "library"
    """Loading what the window can do without at first."""


class Job:
    """One piece of work under way, as the work itself sees it."""

    def __init__(self, report: Callable[[Job, Any], None]) -> None:
        self._cancelled = Event()
        self._report = report

    def check(self, _done: int = 0) -> None:
        """Raises `Cancelled` where nobody waits for the work any more."""
        if self._cancelled.is_set():
            raise Cancelled

    def pause(self, seconds: float) -> None:
        """Do nothing for so long. Raises `Cancelled` as soon as nobody waits for the work any more."""
        if self._cancelled.wait(seconds):
            raise Cancelled

    def report(self, value: object) -> None:
        """Give a part of the result, or progress, to the GUI thread now. Raises `Cancelled` as `check` does."""
        self.check()
        self._report(self, value)

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
    unwanted: Callable[[T], None] = lambda _result: None
    """Hears, in place of `done`, a result that nobody waits for any more, to give up what it holds."""


@dataclass(frozen=True, slots=True)
class _Asked:
    job: Job
    place: Future[None]
    """Its place in the lane's queue."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    wanted: Callable[[], None]
    unwanted: Callable[[], None]


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
        self._newest: dict[str, _Asked] = {}
        self._under_way = 0
        self._closed = False
        self._arrived.connect(self._deliver)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._under_way == 0

    def is_under_way(self, key: str) -> bool:
        """Whether callbacks of a request with this key are still to come."""
        return key in self._newest

    def run(self, request: Request[T]) -> None:
        """Do the work in its lane; its callbacks come in the GUI thread, unless a newer request took its place.

        Once closed, nothing is done.
        """
        if self._closed:
            return
        self._begin()
        self.cancel(request.key)
        job = Job(partial(self._report, request))
        place = self._lane(request.lane).submit(self._work, request, job)
        self._newest[request.key] = _Asked(job, place)

    def cancel(self, key: str) -> None:
        """Forget the newest request with this key: its callbacks will not be called."""
        asked = self._newest.pop(key, None)
        if asked is not None:
            asked.job.cancel()
            if asked.place.cancel():
                # It was still waiting in its lane's queue, so nothing will arrive of it.
                self._end()

    def cancel_all(self) -> None:
        """Forget all requests."""
        for key in list(self._newest):
            self.cancel(key)

    def when_through(self, call: Callable[[], None]) -> None:
        """Call this off the GUI thread once all work asked for until now has ended; at once where all is closed."""
        if self._closed:
            call()
            return
        self._begin()
        lanes = [self._lane(lane) for lane in {Lane.STREAM, *self._lanes}]
        latch = Latch(len(lanes), partial(self._follow_up, call))
        for lane in lanes:
            lane.submit(latch.arrive)

    def close(self) -> None:
        """Cancel everything and wait for the threads to end; what was to be called afterwards is called."""
        self._closed = True
        self.cancel_all()
        for lane in self._lanes.values():
            lane.shutdown(wait=True)
        self._lanes.clear()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _lane(self, lane: Lane) -> ThreadPoolExecutor:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"leftfold-{lane}")
        return self._lanes[lane]

    def _work(self, request: Request[T], job: Job) -> None:
        self._arrived.emit(partial(self._finish, request, job, _outcome(request, job)))

    def _follow_up(self, call: Callable[[], None]) -> None:
        settle = _nothing
        try:
            call()
        except BaseException as error:  # noqa: BLE001 - the border of the task runner: raised again in the GUI thread
            settle = partial(_raise, error)
        self._arrived.emit(partial(self._settle, settle))

    def _report(self, request: Request[T], job: Job, value: object) -> None:
        self._arrived.emit(partial(self._pass_on, request, job, value))

    def _pass_on(self, request: Request[T], job: Job, value: object) -> None:
        if not job.cancelled:
            request.part(value)

    def _finish(self, request: Request[T], job: Job, outcome: _Outcome) -> None:
        if job.cancelled:
            self._settle(outcome.unwanted)
        else:
            del self._newest[request.key]
            self._settle(outcome.wanted)

    def _settle(self, call: Callable[[], None]) -> None:
        try:
            call()
        finally:
            self._end()

    def _begin(self) -> None:
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit()

    def _end(self) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.idle.emit()

    def _deliver(self, call: Callable[[], None]) -> None:
        call()


def _outcome(request: Request[T], job: Job) -> _Outcome:
    try:
        job.check()
        result = request.work(job)
    except Cancelled:
        return _Outcome(_nothing, _nothing)
    except LeftfoldError as error:
        return _Outcome(partial(request.failed, error), _nothing)
    except BaseException as error:  # noqa: BLE001 - the border of the task runner: raised again in the GUI thread
        return _Outcome(partial(_raise, error), partial(_raise, error))
    return _Outcome(partial(request.done, result), partial(request.unwanted, result))


def _nothing() -> None:
    """What is left to do for cancelled work."""


def _raise(bug: BaseException) -> None:
    raise bug
