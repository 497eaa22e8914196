"""Where slices are worked through: here, in processes of this computer, or on a cluster; in their order always."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, islice
from typing import Any, Final, Protocol, TypeAlias, assert_never

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.scan.reading import Opened, Reading
from leftfold.scan.work import Outcome, Work, do_slice
from leftfold.store.scanning import Slice

_AHEAD: Final = 2
"""Slices a worker that are asked for before they are needed: it is never idle, and little is thrown away at the end."""
_CONNECT_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Alone:
    """In the process that asks."""


@dataclass(frozen=True, slots=True)
class Processes:
    """In so many processes of this computer."""

    jobs: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """On the workers of a Dask cluster, whose scheduler has this address."""

    address: str


Way: TypeAlias = Alone | Processes | Cluster


class _Promise(Protocol):
    def result(self) -> Any:
        """What was promised, once it is there."""

    def cancel(self) -> Any:
        """Nobody waits for it any more."""


_Submit: TypeAlias = Callable[[Reading, Work, Slice], _Promise]


def cores() -> int:
    """How many processes this computer works on at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def outcomes(
    opened: Opened, work: Work, *, way: Way, after: Slice | None, check: Callable[[], None]
) -> Iterator[tuple[Slice, Outcome]]:
    """The slices of the store that is open here, each with what comes of it, in their order.

    `check` is called now and then, and may raise. Raises `CannotOpen` and `StoreFailed`.
    """
    slices = opened.slices(after=after)
    first = tuple(islice(slices, 2))
    slices = chain(first, slices)
    if isinstance(way, Alone) or (isinstance(way, Processes) and (way.jobs == 1 or len(first) < 2)):
        yield from ((part, work(opened, part, check)) for part in slices)
        return
    with _workers(way) as (submit, count):
        for part, promise in _in_order(((part, submit(opened.reading, work, part)) for part in slices), count * _AHEAD):
            check()
            yield part, promise.result()


def _in_order(promised: Iterable[tuple[Slice, _Promise]], ahead: int) -> Iterator[tuple[Slice, _Promise]]:
    """What is promised, so many asked for ahead; what nobody waits for any more is taken back."""
    waiting: deque[tuple[Slice, _Promise]] = deque()
    try:
        for one in promised:
            waiting.append(one)
            if len(waiting) > ahead:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _part, promise in waiting:
            promise.cancel()


@contextmanager
def _workers(way: Processes | Cluster) -> Iterator[tuple[_Submit, int]]:
    match way:
        case Processes(jobs):
            with _processes(jobs) as found:
                yield found
        case Cluster(address):
            with _cluster(address) as found:
                yield found
        case _:
            assert_never(way)


@contextmanager
def _processes(jobs: int) -> Iterator[tuple[_Submit, int]]:
    # What is handed to a new process goes through a pipe, and so is in no list of processes and on no disk. A copy of
    # this process would also have its connections, which two may not use.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts)
    try:
        yield lambda reading, work, part: pool.submit(do_slice, reading, work, part), jobs
    except BrokenProcessPool as error:
        raise StoreFailed("A process that read the store ended by itself; try fewer with --jobs.") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave a Ctrl+C to the process that asked, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[_Submit, int]]:
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CannotOpen(f"There is no cluster at {address}; give the address its scheduler tells.") from error
    with client:
        count = sum(client.nthreads().values())
        if not count:
            raise CannotOpen(f"The cluster at {address} has no workers; start some with `dask worker {address}`.")
        try:
            # Never taken for what was asked before: the store may have changed since.
            yield lambda reading, work, part: client.submit(do_slice, reading, work, part, pure=False), count
        except (OSError, CancelledError, distributed.KilledWorker) as error:
            raise StoreFailed(f"The cluster at {address} gave up: {error}.") from error


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ModuleNotFoundError as error:
        raise CannotOpen("Dask is not installed; run: pip install leftfold[cluster]") from error
