"""What is done once the last of several threads has come."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from leftfold.ui.latch import Latch


def test_only_the_last_to_arrive_calls() -> None:
    called: list[str] = []
    latch = Latch(3, lambda: called.append("called"))
    for before in ([], [], ["called"]):
        latch.arrive()
        assert called == before


def test_of_many_threads_that_arrive_at_once_one_calls() -> None:
    called: list[str] = []
    start, latch = Barrier(8), Latch(8, lambda: called.append("called"))

    def arrive(_number: int) -> None:
        start.wait()
        latch.arrive()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(arrive, range(8)))
    assert called == ["called"]
