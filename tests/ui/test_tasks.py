"""Work off the GUI thread: what arrives, what does not, and that nothing is left under way."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from leftfold.model.errors import LeftfoldError, StoreFailed
from leftfold.ui.tasks import Job, Lane, Request, Tasks
from tests.ui.conftest import WAIT


class Told:
    """What the callbacks of some requests were given, in order."""

    def __init__(self, tasks: Tasks) -> None:
        self.tasks = tasks
        self.heard: list[tuple[str, object]] = []

    def ask(self, work: Callable[[Job], object], *, key: str = "key", lane: Lane = Lane.ROWS) -> None:
        """Have the work done, and hear whatever comes of it."""
        hear = self.heard.append
        self.tasks.run(
            Request(
                lane=lane,
                key=key,
                work=work,
                done=lambda result: hear(("done", result)),
                failed=lambda error: hear(("failed", str(error))),
                part=lambda part: hear(("part", part)),
                unwanted=lambda result: hear(("unwanted", result)),
            )
        )


@pytest.fixture
def told(tasks: Tasks) -> Told:
    """Hears what comes of requests."""
    return Told(tasks)


@pytest.fixture
def gate() -> Iterator[Event]:
    """Holds work up; opened at the end in any case."""
    gate = Event()
    yield gate
    gate.set()


def _raising(error: BaseException) -> Callable[[Job], None]:
    def work(_job: Job) -> None:
        raise error

    return work


def _giving(value: object) -> Callable[[Job], object]:
    return lambda _job: value


def _noting(value: int, noted: list[int]) -> Callable[[Job], None]:
    return lambda _job: noted.append(value)


def _reporting(value: object) -> Callable[[Job], None]:
    return lambda job: job.report(id(value))


def test_work_is_done_elsewhere_and_its_result_comes_here(told: Told, idle: Callable[[], None]) -> None:
    here = threading.get_ident()
    told.ask(lambda _job: threading.get_ident() == here)
    idle()
    assert told.heard == [("done", False)]
    assert QThread.currentThread().isMainThread()


def test_parts_come_in_order_and_before_the_result(told: Told, idle: Callable[[], None]) -> None:
    def work(job: Job) -> str:
        for part in range(100):
            job.report(part)
        return "all"

    told.ask(work)
    idle()
    assert told.heard == [*(("part", part) for part in range(100)), ("done", "all")]


def test_a_fault_of_the_world_is_told(told: Told, idle: Callable[[], None]) -> None:
    told.ask(_raising(StoreFailed("s.db is locked.")))
    idle()
    assert told.heard == [("failed", "s.db is locked.")]


def test_a_bug_in_the_work_is_raised_here(told: Told, qtbot: QtBot, idle: Callable[[], None]) -> None:
    with qtbot.captureExceptions() as raised:
        told.ask(_raising(ZeroDivisionError("a bug")))
        idle()
    assert [str(value) for _kind, value, _trace in raised] == ["a bug"]
    assert told.heard == []


def test_a_bug_is_raised_even_where_nobody_waits_for_the_work(
    told: Told, qtbot: QtBot, gate: Event, idle: Callable[[], None]
) -> None:
    def work(_job: Job) -> None:
        gate.wait()
        raise ZeroDivisionError("a bug")

    with qtbot.captureExceptions() as raised:
        told.ask(work)
        told.tasks.cancel("key")
        gate.set()
        idle()
    assert len(raised) == 1


def test_a_bug_in_a_callback_leaves_the_rest_at_work(
    tasks: Tasks, told: Told, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    def done(_result: object) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.captureExceptions() as raised:
        tasks.run(
            Request(lane=Lane.ROWS, key="other", work=lambda _job: 1, done=done, failed=done)  # its result goes wrong
        )
        told.ask(lambda _job: "still here")
        idle()
    assert len(raised) == 1
    assert told.heard == [("done", "still here")]


def test_of_many_quick_requests_the_newest_wins(told: Told, idle: Callable[[], None]) -> None:
    for number in range(10_000):
        told.ask(_giving(number))
    idle()
    done = [result for kind, result in told.heard if kind == "done"]
    assert done == [9_999]


def test_waiting_work_that_is_superseded_is_never_begun(told: Told, gate: Event, idle: Callable[[], None]) -> None:
    begun: list[int] = []
    told.ask(lambda _job: gate.wait(), key="first")
    for number in range(100):
        told.ask(_noting(number, begun))
    gate.set()
    idle()
    assert begun == [99]


def test_running_work_that_is_superseded_ends_at_its_next_check(
    told: Told, gate: Event, idle: Callable[[], None]
) -> None:
    running = Event()
    ended: list[bool] = []

    def work(job: Job) -> None:
        running.set()
        gate.wait()
        ended.append(job.cancelled)
        job.report("too late")
        ended.append(False)

    told.ask(work)
    running.wait(WAIT)
    told.ask(lambda _job: "newer")
    gate.set()
    idle()
    assert ended == [True]
    assert told.heard == [("done", "newer")]


def test_work_that_pauses_ends_as_soon_as_it_is_cancelled(told: Told, idle: Callable[[], None]) -> None:
    running = Event()

    def work(job: Job) -> None:
        job.pause(0)
        running.set()
        job.pause(1_000 * WAIT)

    told.ask(work)
    running.wait(WAIT)
    told.tasks.cancel("key")
    idle()
    assert told.heard == []


def test_nothing_of_cancelled_work_arrives_though_it_was_sent(told: Told, idle: Callable[[], None]) -> None:
    sent = Event()

    def work(job: Job) -> str:
        job.report("part")
        return "result"

    told.ask(work)
    told.tasks.when_through(sent.set)
    # The thread's answers lie in this thread's queue, and none has been delivered.
    sent.wait(WAIT)
    told.tasks.cancel("key")
    idle()
    assert told.heard == [("unwanted", "result")]


def test_a_failure_of_cancelled_work_is_not_told(told: Told, gate: Event, idle: Callable[[], None]) -> None:
    def work(_job: Job) -> None:
        gate.wait()
        raise StoreFailed("s.db is locked.")

    told.ask(work)
    told.tasks.cancel("key")
    gate.set()
    idle()
    assert told.heard == []


def test_a_callback_may_ask_again_under_its_own_key(tasks: Tasks, idle: Callable[[], None]) -> None:
    heard: list[int] = []

    def ask(number: int) -> None:
        tasks.run(Request(lane=Lane.ROWS, key="key", work=lambda _job: number, done=done, failed=_unexpected))

    def done(number: int) -> None:
        heard.append(number)
        if number < 5:
            ask(number + 1)

    ask(1)
    idle()
    assert heard == [1, 2, 3, 4, 5]


def _unexpected(error: LeftfoldError) -> None:
    raise AssertionError(error)


def test_a_lane_does_not_wait_for_another(told: Told, qtbot: QtBot, gate: Event, idle: Callable[[], None]) -> None:
    told.ask(lambda _job: gate.wait(), key="long", lane=Lane.SURVEY)
    told.ask(lambda _job: "short", key="short", lane=Lane.MOMENT)
    qtbot.waitUntil(lambda: told.heard == [("done", "short")], timeout=WAIT)
    assert told.tasks.is_under_way("long")
    gate.set()
    idle()
    assert not told.tasks.is_under_way("long")


def test_work_in_one_lane_is_done_in_order(told: Told, idle: Callable[[], None]) -> None:
    for number in range(50):
        told.ask(_giving(number), key=str(number))
    idle()
    assert told.heard == [("done", number) for number in range(50)]


def test_busy_and_idle_are_told_once_each(tasks: Tasks, told: Told, idle: Callable[[], None]) -> None:
    said: list[str] = []
    tasks.busy.connect(lambda: said.append("busy"))
    tasks.idle.connect(lambda: said.append("idle"))
    for _number in range(100):
        told.ask(lambda _job: None)
    assert said == ["busy"]
    idle()
    assert said == ["busy", "idle"]


def test_all_is_forgotten_at_once(told: Told, gate: Event, idle: Callable[[], None]) -> None:
    for number, lane in enumerate(Lane):
        told.ask(lambda _job: gate.wait() and None, key=str(number), lane=lane)
    told.tasks.cancel_all()
    gate.set()
    idle()
    assert {kind for kind, _result in told.heard} <= {"unwanted"}


def test_what_follows_comes_after_all_lanes_and_off_this_thread(
    told: Told, gate: Event, idle: Callable[[], None]
) -> None:
    order: list[str] = []

    def slow(job: Job) -> None:
        gate.wait()
        order.append("survey" if job.cancelled else "not cancelled")

    told.ask(slow, key="slow", lane=Lane.SURVEY)
    told.ask(lambda _job: order.append("rows"), key="quick", lane=Lane.ROWS)
    here = threading.get_ident()
    told.tasks.when_through(lambda: order.append("here" if threading.get_ident() == here else "after"))
    told.tasks.cancel("slow")
    gate.set()
    idle()
    assert sorted(order[:2]) == ["rows", "survey"]
    assert order[2:] == ["after"]


def test_what_follows_comes_even_where_no_work_was_asked_for(tasks: Tasks, idle: Callable[[], None]) -> None:
    called: list[bool] = []
    tasks.when_through(lambda: called.append(QThread.currentThread().isMainThread()))
    idle()
    assert called == [False]


def test_a_bug_in_what_follows_is_raised_here(tasks: Tasks, qtbot: QtBot, idle: Callable[[], None]) -> None:
    with qtbot.captureExceptions() as raised:
        tasks.when_through(lambda: _raising(ZeroDivisionError("a bug"))(Job(lambda _job, _value: None)))
        idle()
    assert len(raised) == 1


def test_closing_waits_for_running_work_and_what_follows_it(tasks: Tasks, told: Told) -> None:
    running, order = Event(), list[str]()

    def work(job: Job) -> str:
        running.set()
        while not job.cancelled:
            pass
        order.append("work")
        return "held"

    told.ask(work, lane=Lane.STREAM)
    told.ask(lambda _job: order.append("never begun"), key="waiting", lane=Lane.STREAM)
    tasks.when_through(lambda: order.append("after"))
    running.wait(WAIT)
    tasks.close()
    assert order == ["work", "after"]
    assert told.heard == [("unwanted", "held")]
    assert tasks.is_idle
    assert not [one for one in threading.enumerate() if one.name.startswith("leftfold-")]


def test_closed_tasks_do_nothing_but_give_up_what_is_held(tasks: Tasks, told: Told) -> None:
    tasks.close()
    called: list[str] = []
    told.ask(lambda _job: called.append("work"))
    tasks.when_through(lambda: called.append("given up"))
    tasks.close()
    QCoreApplication.processEvents()
    assert called == ["given up"]
    assert told.heard == []
    assert tasks.is_idle


def test_nothing_holds_on_to_what_was_delivered(told: Told, idle: Callable[[], None]) -> None:
    class Large:
        """Stands for a replay of a million events."""

    large = Large()
    alive = weakref.ref(large)
    gc.collect()
    gc.disable()
    try:
        told.ask(_reporting(large))
        del large
        idle()
        assert [kind for kind, _part in told.heard] == ["part", "done"]
        assert alive() is None, "only the cycle collector would have freed it"
    finally:
        gc.enable()
