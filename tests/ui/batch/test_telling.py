"""What a batch would do, and did, in words."""

from __future__ import annotations

from dataclasses import replace

from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.run_file import Run
from leftfold.model.diff import Change, Op
from leftfold.ui.batch.telling import changes_text, effect_text, found_text, summary_text
from tests.batch.bulk_reset import student


def test_many_changes_are_cut(run: Run) -> None:
    many = replace(run.proposal(5), changes=tuple(Change(Op.ADD, (f"f{n}",), None, n) for n in range(8)))
    assert changes_text(many).startswith("f0 – → 0, f1 – → 1")
    assert changes_text(many).endswith(" and 2 more")


def test_an_effect_is_told_with_its_trouble(run: Run) -> None:
    one = run.proposal(5)
    assert effect_text(replace(one, rejected="No.")) == "Nothing can be done to it: No."
    assert effect_text(replace(one, troubles=("It broke.",))) == "It would change: currentPosition 1 → 4. It broke."


def test_what_was_found_is_told(run: Run) -> None:
    assert found_text(run) == "20 aggregates have such events; 2 are unlike the others and come first."
    run.looks[:2] = [run.looks[5]] * 2
    assert found_text(run) == "20 aggregates have such events; the same would change in each of them."
    run.looks[0] = replace(run.looks[0], trouble=0)
    assert found_text(run).endswith("come first, with 1 of them nothing can be done.")


def test_what_came_of_it_is_told(run: Run) -> None:
    assert summary_text(run) == "0 of 20 are corrected; 20 proposed."
    for number in range(20):
        run.outcomes[student(number)] = Outcome(student(number), Result.COMMITTED)
    assert summary_text(run) == "20 of 20 are corrected."
    run.outcomes[student(3)] = Outcome(student(3), Result.CHANGED)
    assert summary_text(run) == "19 of 20 are corrected; 1 changed since."
