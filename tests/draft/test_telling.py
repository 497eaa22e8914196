"""All consequences in sentences."""

from __future__ import annotations

from leftfold.draft.consequences import Consequences, Difference, Effect, RejectedCommand, Turn
from leftfold.draft.preview import Preview
from leftfold.draft.telling import MOST, chapters
from leftfold.draft.wording import warnings
from leftfold.model.diff import diff
from leftfold.model.links import Link
from leftfold.model.snapshot import SnapshotMark
from leftfold.model.step import Failure

_GONE = "a 1 → nothing, b 1 → nothing and 1 more"
_FAILING = (Failure(7, "no lesson"),)
_DIFFERENCE = Difference(
    58, Effect("Completed", diff({"lesson": 3}, {"lesson": 4})), Effect("Completed", diff({"a": 1, "b": 1, "c": 1}, {}))
)
_ALL = Consequences(
    first_difference=_DIFFERENCE,
    rejected=(RejectedCommand(59, "Complete lesson", "The student is elsewhere"),),
    rejections=4,
    broken=(Turn("High", "It is 4 high", 60, lasts=False), Turn("Low", "It is low", 61, lasts=True)),
    mended=(Turn("Whole.", "It was torn.", 62, lasts=True), Turn("Dry", "It was wet", 63, lasts=False)),
    stale_snapshots=(SnapshotMark(60, is_ours=False), SnapshotMark(61, is_ours=True)),
    stale_projections=("Sales",),
    lost_targets=(Link(64, 57),),
    lost_compensations=(Link(57, 3),),
)


def test_each_kind_has_a_chapter_the_most_important_first() -> None:
    preview = Preview({}, {}, (), _FAILING, (8,), ("It is low",), 65, _ALL)
    told = [(chapter.title, chapter.lines) for chapter in chapters(preview)]
    assert told == [
        ("Events that would fail", ("Event 7 could not be applied: no lesson.",)),
        ("Invariants that would be broken", ("No longer in order: It is low.",)),
        (
            "Commands that would not have been accepted",
            ("Complete lesson of event 59 would not have been accepted: The student is elsewhere.",),
        ),
        (
            "The first event with another effect",
            (f"Event 58 is the first whose effect differs: {_GONE}, instead of lesson 3 → 4.",),
        ),
        ("Events that would no longer fail", ("Event 8, which could not be applied, would be.",)),
        ("Invariants that would be mended", ("In order again: Whole.",)),
        (
            "Links between events",
            (
                "Event 64 compensates event 57, which would no longer count: it makes up for nothing.",
                "Event 57 compensates event 3, and would no longer count: nothing makes up for that.",
            ),
        ),
        (
            "Snapshots that would be out of date",
            (
                "The snapshot after event 60, of the application, would be out of date.",
                "The snapshot after event 61, of Leftfold, would be out of date.",
            ),
        ),
        (
            "Projections that would be out of date",
            ("“Sales”, which is folded from these events, would have to be built anew.",),
        ),
        (
            "On the way",
            (
                "After event 60, and not in the last state, this would be out of order: It is 4 high.",
                "After event 63 this would be in order, which it was not: It was wet.",
            ),
        ),
        ("How far it reaches", ("From event 65 on, the state would be as it is stored.",)),
    ]


def test_in_few_sentences_only_the_first_of_a_kind_are_told_and_the_others_counted() -> None:
    failing = tuple(Failure(version, "no") for version in range(1, 10))
    told = warnings(Preview({}, {}, (), failing, (), (), beyond=_ALL))
    assert told[:3] == (
        "Event 1 could not be applied: no.",
        "Event 2 could not be applied: no.",
        "7 more events could not be applied.",
    )
    assert told[4] == "3 more commands would not have been accepted."


def test_of_a_great_many_the_first_are_put_in_words() -> None:
    failing = tuple(Failure(version, "no") for version in range(1, MOST + 501))
    (chapter,) = chapters(Preview({}, {}, (), failing, (), ()))
    assert (len(chapter.lines), chapter.beyond, len(chapter)) == (MOST, 500, MOST + 500)


def test_that_an_event_fails_is_not_told_twice() -> None:
    preview = Preview({}, {}, (), (Failure(58, "no"),), (), (), beyond=Consequences(first_difference=_DIFFERENCE))
    assert [chapter.title for chapter in chapters(preview)] == ["Events that would fail"]
