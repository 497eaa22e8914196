"""What a row of the list of events says, cell by cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.model.times import NO_TIME
from leftfold.replay.survey import Mark
from leftfold.ui.clock import Clock
from leftfold.ui.events.cells import Column, cell_of, spoken, tip_of
from leftfold.ui.events.facts import Facts, Proposal
from leftfold.ui.events.wording import Changed
from leftfold.ui.rows.cell import Cell, Tone
from tests.ui.events.made import DAY, FACTS, TOLD

FAILED = replace(
    TOLD, sentence="odd could not be applied: no such event", mark=Mark.FAILED, changes=(), error="no such event"
)
DELETED = replace(TOLD, sentence="Soft-deleted: Completed lesson 2", mark=Mark.SKIPPED, changes=())


def cell(facts: Facts, column: Column, *, sought: str = "") -> Cell:
    return cell_of(facts, column, Clock(), sought=sought)


def tones(facts: Facts, column: Column) -> list[Tone]:
    return [run.tone for run in cell(facts, column).runs]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column.VERSION, "7"),
        (Column.TIME, "2024-10-04 00:00:00"),
        (Column.SENTENCE, "Completed lesson 2"),
        (Column.CHANGES, "currentPosition 2 → 3"),
        (Column.TYPE, "lessonCompleted"),
        (Column.SOURCE, "student/3202"),
    ],
)
def test_a_row_says_in_words_what_happened_and_what_changed(column: Column, text: str) -> None:
    assert cell(FACTS, column).text == text


def test_until_it_is_told_a_row_says_its_type_for_people() -> None:
    untold = replace(FACTS, told=None)
    assert cell(untold, Column.SENTENCE).text == "Lesson completed"
    assert tones(untold, Column.SENTENCE) == [Tone.MUTED]
    assert cell(untold, Column.CHANGES).text == cell(untold, Column.SOURCE).text == ""


def test_the_day_stands_out_where_it_is_another_than_before() -> None:
    assert tones(FACTS, Column.TIME)[0] is Tone.TEXT
    assert tones(replace(FACTS, at_before=FACTS.at - 0 * DAY), Column.TIME)[0] is Tone.MUTED
    assert tones(replace(FACTS, at_before=FACTS.at, ordinal=1), Column.TIME)[0] is Tone.TEXT
    assert cell(replace(FACTS, at=NO_TIME, at_before=NO_TIME), Column.TIME).text.strip() == ""


def test_a_failed_event_says_why_in_place_of_what_changed() -> None:
    failed = replace(FACTS, told=FAILED)
    assert cell(failed, Column.SENTENCE).text == "odd could not be applied"
    assert cell(failed, Column.CHANGES).text == "no such event"
    assert tones(failed, Column.SENTENCE) == tones(failed, Column.CHANGES) == [Tone.DANGER]
    sign = cell(failed, Column.SENTENCE).sign
    assert sign is not None
    assert sign.icon == "triangle-alert"
    assert cell(failed, Column.VERSION).rail is Tone.DANGER
    marked = [run.text for run in cell(failed, Column.CHANGES, sought="such").runs if run.back]
    assert marked == ["such"]


def test_what_stands_on_a_failure_is_marked_and_says_so() -> None:
    doubtful = replace(FACTS, told=replace(TOLD, stands_on=3))
    assert cell(doubtful, Column.VERSION).rail is Tone.DANGER
    assert "Stands on event 3, which could not be applied" in tip_of(doubtful, Clock())
    assert cell(FACTS, Column.VERSION).rail is None


def test_a_soft_deleted_event_is_struck_through_after_the_words_that_say_so() -> None:
    sentence = cell(replace(FACTS, deleted=True, told=DELETED), Column.SENTENCE)
    assert [(run.text, run.struck) for run in sentence.runs] == [
        ("Soft-deleted: ", False),
        ("Completed lesson 2", True),
    ]
    assert sentence.sign is not None
    assert sentence.sign.icon == "x"
    assert cell(replace(FACTS, deleted=True, told=DELETED), Column.CHANGES).text == "no change"
    assert cell(replace(FACTS, deleted=True, told=None), Column.SENTENCE).runs[0].struck


@pytest.mark.parametrize("proposal", [Proposal.APPEND, Proposal.DELETE, Proposal.RESTORE])
def test_what_the_draft_proposes_is_marked_and_says_so(proposal: Proposal) -> None:
    proposed = replace(FACTS, proposal=proposal)
    sentence = cell(proposed, Column.SENTENCE)
    assert sentence.back is Tone.DRAFT_BACK
    assert sentence.sign is not None
    assert sentence.sign.icon == "diamond"
    assert proposal.value in tip_of(proposed, Clock()).splitlines()


def test_changes_stand_apart_and_those_that_have_no_room_are_counted() -> None:
    two = (Changed("a", "", "1"), Changed("b", "1", "nothing"))
    facts = replace(FACTS, told=replace(TOLD, changes=two, more=3))
    assert cell(facts, Column.CHANGES).text == "a 1   b 1 → nothing   and 3 more"
    assert tip_of(facts, Clock()).splitlines()[-3:] == ["a 1", "b 1 → nothing", "and 3 more changes"]


def test_what_was_looked_for_is_set_off_whatever_its_capitals() -> None:
    found = cell(replace(FACTS, matches=True), Column.SENTENCE, sought="lesson")
    assert [run.text for run in found.runs if run.back] == ["lesson"]
    assert found.text == "Completed lesson 2"
    assert [run.text for run in cell(FACTS, Column.TYPE, sought="lesson").runs if run.back] == ["lesson"]
    assert cell(replace(FACTS, matches=True), Column.VERSION).runs[0].back is Tone.CHANGED_BACK


def test_where_small_letters_are_longer_nothing_is_set_off() -> None:
    turkish = replace(FACTS, told=replace(TOLD, sentence="İstanbul lesson"))
    assert cell(turkish, Column.SENTENCE, sought="lesson").runs[0].back is None


def test_until_it_is_told_the_tip_says_what_the_index_knows() -> None:
    untold = replace(FACTS, told=None)
    assert tip_of(untold, Clock()).splitlines() == ["Event 7, lessonCompleted", "Fri 4 Oct 2024, 00:00:00 UTC"]


def test_the_tip_tells_the_whole_with_its_zone() -> None:
    assert tip_of(FACTS, Clock()).splitlines() == [
        "Event 7, lessonCompleted",
        "Fri 4 Oct 2024, 00:00:00 UTC",
        "Completed lesson 2",
        "currentPosition 2 → 3",
    ]


def test_what_signs_and_colours_say_is_spoken() -> None:
    assert spoken(FACTS) == "Completed lesson 2"
    assert spoken(replace(FACTS, told=None)) == "Lesson completed"
    doubtful = replace(FACTS, proposal=Proposal.APPEND, told=replace(TOLD, stands_on=3))
    assert spoken(doubtful) == "Proposed by the draft. Completed lesson 2. Stands on the failed event 3"
    assert spoken(replace(FACTS, told=FAILED)) == "odd could not be applied: no such event"


def test_a_snapshot_is_marked_at_the_end_of_the_sentence_and_told() -> None:
    kept = replace(FACTS, snapshot="Snapshot of the application")
    mark = cell(kept, Column.SENTENCE).mark
    assert mark is not None
    assert mark.icon == "camera"
    assert cell(FACTS, Column.SENTENCE).mark is cell(kept, Column.CHANGES).mark is None
    assert "Snapshot of the application" in tip_of(kept, Clock()).splitlines()
    assert spoken(kept) == "Completed lesson 2. Snapshot of the application"
