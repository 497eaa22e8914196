"""What surveys told, however they overlap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.replay.survey import SurveyChunk
from leftfold.ui.timeline.surveyed import Surveyed, nothing_known
from tests.ui.timeline.made import made_chunk

LENGTH = 40
FAILED = (3, 17, 30)
BROKEN = (5, 17, 39)


def _chunk(first: int, last: int) -> SurveyChunk:
    failed = tuple(one for one in FAILED if first <= one <= last)
    broken = tuple(one for one in BROKEN if first <= one <= last)
    return made_chunk(first, last - first + 1, failed=failed, broken=broken)


def _told(*spans: tuple[int, int], until: int | None = None) -> Surveyed:
    surveyed = nothing_known(2)
    for first, last in spans:
        surveyed.take(_chunk(first, last), until=until)
    return surveyed


def _is_whole(surveyed: Surveyed, known: int) -> None:
    plain = made_chunk(1, LENGTH)
    assert surveyed.known == known
    assert [len(track) for track in surveyed.tracks] == [known + 1] * 2
    for place, track in enumerate(surveyed.tracks):
        np.testing.assert_array_equal([track[ordinal] for ordinal in range(1, known + 1)], plain.tracks[place][:known])
    assert surveyed.failed.values.tolist() == [one for one in FAILED if one <= known]
    assert surveyed.broken.values.tolist() == [one for one in BROKEN if one <= known]


@given(st.lists(st.tuples(st.integers(1, LENGTH), st.integers(0, 15)), max_size=10))
def test_overlaps_are_taken_once_and_what_does_not_follow_is_not_taken(spans: list[tuple[int, int]]) -> None:
    known = 0
    for first, more in spans:
        last = min(LENGTH, first + more)
        if first <= known + 1:
            known = max(known, last)
    _is_whole(_told(*((first, min(LENGTH, first + more)) for first, more in spans)), known)


def test_only_a_part_can_be_taken() -> None:
    _is_whole(_told((1, 20), (21, 40), until=30), 30)


@given(st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_a_branch_knows_the_first_and_goes_on_by_itself(known: int, length: int) -> None:
    surveyed = _told((1, known)) if known else _told()
    branch = surveyed.branch(length)
    _is_whole(branch, min(known, length))
    branch.take(_chunk(branch.known + 1, LENGTH) if branch.known < LENGTH else _chunk(1, LENGTH))
    _is_whole(branch, LENGTH)
    _is_whole(surveyed, known)


def test_values_and_sentences_are_found_by_ordinal() -> None:
    surveyed = _told((1, 20))
    assert surveyed.value(0, 0) is None
    assert surveyed.value(0, 3) == made_chunk(3, 1).tracks[0][0]
    assert surveyed.value(0, 21) is None
    assert surveyed.sentences_at(17) == ("Too much at 17",)
    assert surveyed.sentences_at(18) == ()
    assert surveyed.sentences_at(39) == ()


def test_two_breaches_at_one_event_are_one_mark_and_two_sentences() -> None:
    surveyed = nothing_known(0)
    surveyed.take(made_chunk(1, 5, tracks=0, broken=(2, 2)))
    assert surveyed.broken.values.tolist() == [2]
    assert len(surveyed.sentences_at(2)) == 2
