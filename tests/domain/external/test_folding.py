"""Events folded in another process: many at a time, and the one that ends it found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.domain.border import Told
from leftfold.domain.external import folding
from leftfold.domain.external.folding import Folding, Held
from leftfold.domain.external.limits import Limits
from leftfold.domain.external.pool import Pool, nobody_minds
from leftfold.model.errors import Cancelled
from leftfold.model.stream import StreamId
from tests.domain.external.programs import QUICK, events, program

START = Held(0, (0,))
_SOON = replace(QUICK, answer=0.5)
HUNG = "the reducer gave no answer within 0.5 s and was stopped"
LEFT = "the reducer ended with exit code 3; it said: I leave"


@pytest.fixture
def fold_with(tmp_path: Path) -> Iterator[Callable[..., Folding]]:
    """Makes a folding over a program with these arguments and limits."""
    pools: list[Pool] = []

    def make(*arguments: str, limits: Limits = _SOON) -> Folding:
        pools.append(Pool(program(tmp_path, *arguments), limits))
        return Folding(pools[-1])

    yield make
    for pool in pools:
        pool.close()


def _sums(folding: Folding, *kinds: str | int, each: bool = True) -> tuple[list[object], dict[int, str]]:
    folded = folding.fold(START, events(*kinds), each=each, check=nobody_minds)
    assert all(held.values == (held.state,) for held in folded.states)
    return [held.state for held in folded.states], dict(folded.errors)


@pytest.mark.parametrize("batch", [1, 2, 500])
@pytest.mark.parametrize("arguments", [(), ("buffered",)])
def test_what_ends_the_process_fails_alone(
    fold_with: Callable[..., Folding], batch: int, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "BATCH", batch)
    kinds = (1, "hang", 2, "fail", 4, "exit", 8)
    errors = {1: HUNG, 3: "it cannot be added", 5: LEFT}
    folded = fold_with(*arguments)
    assert _sums(folded, *kinds) == ([1, 1, 3, 3, 7, 7, 15], errors)
    assert _sums(folded, *kinds, each=False) == ([15], errors)


def test_the_last_state_is_known_whatever_came_of_the_last_events(fold_with: Callable[..., Folding]) -> None:
    folded = fold_with()
    assert _sums(folded, 1, "fail", each=False) == ([1], {1: "it cannot be added"})
    assert _sums(folded, 1, "exit", each=False) == ([1], {1: LEFT})
    assert _sums(folded, each=False) == ([0], {})


def test_an_answer_without_a_state_is_told(fold_with: Callable[..., Folding]) -> None:
    folded = fold_with()
    sentence = "the reducer answered an event with neither a state nor an error"
    assert _sums(folded, 1, "stateless", 2) == ([1, 1, 3], {1: sentence})
    assert _sums(folded, 1, "stateless", each=False)[1] == {1: sentence}


def test_what_ended_it_by_chance_is_tried_again(
    fold_with: Callable[..., Folding], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _sums(fold_with(), 1, "once", 2) == ([1, 1, 3], {})


def test_after_so_many_in_a_row_it_is_given_up_for_the_aggregate_alone(fold_with: Callable[..., Folding]) -> None:
    folded = fold_with()
    given_up = "the reducer failed 3 times in a row here and was given up; save its file, or choose it again"
    assert _sums(folded, "exit", "exit", 1, *["exit"] * 5, 2)[1] == {
        **dict.fromkeys((0, 1, 3, 4, 5), LEFT),
        **dict.fromkeys((6, 7, 8), given_up),
    }
    other = events(1, stream=StreamId("thing", "b"))
    assert folded.fold(START, other, each=False, check=nobody_minds).states[-1].state == 1


def test_one_event_by_itself(fold_with: Callable[..., Folding]) -> None:
    folded = fold_with()
    assert folded.evolve(START, events(5)[0]) == Held(5, (5,))
    with pytest.raises(Told, match=r"^it cannot be added$"):
        folded.evolve(START, events("fail")[0])
    with pytest.raises(Told, match=HUNG):
        folded.evolve(START, events("hang")[0])


def test_who_waits_may_give_up(fold_with: Callable[..., Folding]) -> None:
    def give_up() -> None:
        raise Cancelled

    folded = fold_with(limits=replace(QUICK, answer=100))
    with pytest.raises(Cancelled):
        folded.fold(START, events("hang"), each=True, check=give_up)


def test_closing_ends_a_fold(tmp_path: Path) -> None:
    with closing(Pool(program(tmp_path), replace(QUICK, answer=100))) as pool:
        pool.hello()
        folded = Folding(pool).fold(START, events("hang", 1), each=True, check=pool.stop)
    assert list(folded.errors) == [0, 1]
    assert folded.errors[1] == "the reducer is not in use any more"


def test_nobody_waits_twice_for_an_event_that_ended_it(tmp_path: Path) -> None:
    with closing(Pool(program(tmp_path), replace(QUICK, answer=0.5))) as pool:
        folded = Folding(pool)
        first = _sums(folded, 1, 2, "hang", 4)
        before = pool.ask("pid")["value"]
        assert _sums(folded, 1, 2, "hang", 4, each=False) == ([first[0][-1]], first[1])
        assert pool.ask("pid")["value"] == before
        # In another state it may not.
        with pytest.raises(Told, match=HUNG):
            folded.evolve(Held(7, (7,)), events(1, 2, "hang")[2])
        assert pool.ask("pid")["value"] != before
