"""Processes lent to threads."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from leftfold.domain.border import Told
from leftfold.domain.external.child import ChildFailed
from leftfold.domain.external.pool import Pool, nobody_minds
from leftfold.model.errors import Cancelled
from tests.domain.external.programs import QUICK, program


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    with closing(Pool(program(tmp_path), QUICK)) as pool:
        yield pool
    assert [one.name for one in threading.enumerate() if one.name == "leftfold-reducer"] == []


def test_it_says_what_it_is_and_answers(pool: Pool) -> None:
    assert pool.hello()["name"] == "adding"
    assert pool.ask("pid")["value"] == pool.ask("pid")["value"]
    with pytest.raises(Told, match=r"^what\?$"):
        pool.ask("nonsense")


def test_what_was_stopped_is_started_again(pool: Pool) -> None:
    first = pool.ask("pid")["value"]
    with pytest.raises(ChildFailed, match="no answer within 1 s"):
        pool.ask("sleep")
    assert pool.ask("pid")["value"] != first


def test_an_answer_that_nobody_waited_for_is_taken_for_no_other(pool: Pool) -> None:
    def give_up() -> None:
        raise Cancelled

    pool.hello()
    with pytest.raises(Cancelled):
        pool.ask("sleep", check=give_up)
    assert pool.ask("pid")["value"]


def test_several_threads_have_a_process_each_and_the_next_one_waits(pool: Pool) -> None:
    together = Barrier(QUICK.children)

    def pid(_number: int) -> int:
        with pool.lent(nobody_minds) as child:
            together.wait(20)
            return int(next(child.ask({"do": "pid"}, check=nobody_minds))["value"])

    with ThreadPoolExecutor(2 * QUICK.children) as threads:
        pids = list(threads.map(pid, range(2 * QUICK.children)))
    assert len(set(pids)) == QUICK.children


def test_once_closed_nothing_is_started(pool: Pool) -> None:
    pool.hello()
    pool.close()
    with pytest.raises(ChildFailed, match="the reducer is not in use any more"):
        pool.ask("pid")


def test_closing_ends_what_is_being_asked(pool: Pool) -> None:
    pool.hello()
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(pool.ask, "sleep", check=pool.stop)
        with pytest.raises(ChildFailed, match="was ended by SIGKILL"):
            asked.result(20)


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("raise SystemExit('no such thing')", "the reducer ended with exit code 1; it said: no such thing"),
        ('print(\'{"id": 1, "error": "I will not"}\')', "I will not"),
        ('print(\'{"id": 1, "leftfold": 9}\')', "the reducer speaks version 9 of the protocol, not 1"),
        ("print('{\"id\": 1}')", "the reducer speaks version None of the protocol, not 1"),
    ],
)
def test_what_does_not_say_hello_is_of_no_use(script: str, sentence: str) -> None:
    with closing(Pool((sys.executable, "-c", script), QUICK)) as pool, pytest.raises(ChildFailed, match=sentence):
        pool.hello()


def test_what_fails_again_and_again_is_started_ever_more_seldom() -> None:
    times: list[float] = []
    limits = replace(QUICK, longest_pause=0.2)
    with closing(Pool((sys.executable, "-c", "exit()"), limits)) as pool:
        for _time in range(4):
            with pytest.raises(ChildFailed):
                pool.hello()
            times.append(pool.pause)
    assert times == [0.05, 0.1, 0.2, 0.2]
