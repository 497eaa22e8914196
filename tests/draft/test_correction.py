"""A correction: drafts of many streams, each with the reason that is given for it or for all."""

from __future__ import annotations

from leftfold.draft.correction import Correction, committed_by, completed, told_correction
from leftfold.draft.draft import Draft
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.stream import StreamId

ONE, TWO = StreamId("pile", "1"), StreamId("pile", "2")
WHY = Because("Mira", "a bulk job", "SUP-1")
BLANK = Because("", "")


def draft(stream: StreamId, because: Because = BLANK) -> Draft:
    return Draft(stream, 7, frozenset({2}), because, (SoftDelete(5),))


def test_a_draft_without_a_reason_has_that_of_the_correction() -> None:
    correction = Correction("", WHY, (draft(ONE), draft(TWO, Because("Ann", "its own"))))
    assert [one.because for one in correction] == [WHY, Because("Ann", "its own")]
    assert correction.drafted_by == ("Mira", "Ann")
    assert correction.unexplained == ()
    assert [changes.because for changes in correction.change_sets()] == [WHY, Because("Ann", "its own")]
    assert correction.streams == (ONE, TWO)
    assert correction.count == 2


def test_what_nobody_explained_is_named() -> None:
    correction = Correction("", Because("Mira", " "), (draft(ONE), draft(TWO, Because("", "own"))))
    assert correction.unexplained == (ONE,)
    assert [one.because.author for one in correction] == ["Mira", "Mira"]


def test_an_author_of_its_own_stays_beside_a_reason_of_its_own() -> None:
    assert completed(Because("Ann", ""), WHY) == WHY
    assert completed(Because("Ann", ""), Because("", "a bulk job")) == Because("Ann", "a bulk job")
    assert completed(Because("", "own"), WHY) == Because("Mira", "own")
    assert completed(Because("Ann", "", committer="Tom"), WHY).committer == "Tom"


def test_who_commits_is_recorded_where_another_drafted() -> None:
    correction = committed_by(Correction("", WHY, (draft(ONE), draft(TWO, Because("Tom", "own")))), "Tom")
    assert [one.because.committer for one in correction] == ["Tom", ""]
    assert [one.because.author for one in correction] == ["Mira", "Tom"]
    again = committed_by(correction, "Mira")
    assert [one.because.committer for one in again] == ["", "Mira"]


def test_a_correction_is_told_in_a_few_words() -> None:
    assert told_correction(Correction("", WHY, (draft(ONE),))) == "1 edit of pile/1"
    assert told_correction(Correction("Reset", WHY, (draft(ONE), draft(TWO)))) == "“Reset”: 2 edits of 2 aggregates"
    assert not Correction("", WHY, ())
