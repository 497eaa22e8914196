"""The outliers come first."""

from __future__ import annotations

from leftfold.batch.proposal import Proposal
from leftfold.batch.ranking import look_at, outliers_first
from leftfold.model.diff import Change, Op
from leftfold.model.stream import StreamId


def proposal(id_: str, *changes: tuple[str, object, object], troubles: tuple[str, ...] = (), no: str = "") -> Proposal:
    return Proposal(
        stream=StreamId("student", id_),
        base_version=1,
        base_deletions=frozenset(),
        offending=(1,),
        told="",
        changes=tuple(Change(Op.REPLACE, (path,), before, after) for path, before, after in changes),  # type: ignore[arg-type]
        troubles=troubles,
        rejected=no,
    )


def order(*proposals: Proposal) -> list[str]:
    return [proposals[place].stream.id for place in outliers_first([look_at(one) for one in proposals])]


def test_what_is_rejected_comes_before_trouble_and_that_before_all_else() -> None:
    usual = [proposal(f"u{number}", ("lesson", 1, 4)) for number in range(3)]
    trouble, rejected = proposal("trouble", ("lesson", 1, 4), troubles=("It broke.",)), proposal("no", no="No.")
    assert order(*usual, trouble, rejected) == ["no", "trouble", "u0", "u1", "u2"]


def test_a_rare_shape_of_change_comes_before_a_usual_one() -> None:
    usual = [proposal(f"u{number}", ("lesson", 1, 4)) for number in range(4)]
    rare = [proposal(f"r{number}", ("lesson", 1, 4), ("activity", 2, 1)) for number in range(2)]
    assert order(*usual, *rare, proposal("none")) == ["none", "r0", "r1", "u0", "u1", "u2", "u3"]


def test_of_one_shape_the_change_most_unlike_the_others_comes_first() -> None:
    assert order(
        proposal("a", ("lesson", 1, 4)),
        proposal("b", ("lesson", 1, 40)),
        proposal("c", ("lesson", 1, 5)),
        proposal("d", ("lesson", 9, 4)),
        proposal("e", ("lesson", 1, 4)),
    ) == ["b", "d", "c", "a", "e"]


def test_places_in_lists_are_no_shape() -> None:
    one, other = (
        look_at(
            Proposal(
                stream=StreamId("cart", "1"),
                base_version=1,
                base_deletions=frozenset(),
                offending=(1,),
                told="",
                changes=(Change(Op.REPLACE, ("items", place, "n"), 1, "x"),),
            )
        )
        for place in (0, 7)
    )
    assert one.shape == other.shape == ("replace items.*.n",)
    assert one.size == 0
