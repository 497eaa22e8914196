"""What is usual among the others: worked out while it is asked for, and once for a store as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from leftfold import cohorts
from leftfold.ui.cohorting import Cohort, Cohorting, Departing
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from tests.store_builders import Payload, make_native
from tests.ui.conftest import WAIT, OpenStore


def _climb(lessons: int) -> list[tuple[str, Payload]]:
    return [("placeStudent", {"lesson": 1}), *[("lessonCompleted", {"lesson": n}) for n in range(1, lessons)]]


class Heard:
    """What was told of a cohort, the last of it."""

    def __init__(self, cohorting: Cohorting) -> None:
        self.cohort: Cohort | None = None
        self.all: list[Cohort | None] = []
        cohorting.changed.connect(self._take)

    def _take(self, cohort: Cohort | None) -> None:
        self.cohort = cohort
        self.all.append(cohort)


@pytest.fixture
def cohorting(document: Document, open_store: OpenStore, tmp_path: Path) -> Cohorting:
    """Nine students of whom one was reset, and a cart."""
    reset: tuple[str, Payload] = ("resetProgress", {"lesson": 1, "activity": 1})
    students = {f"student/{number}": _climb(8) for number in range(8)}
    streams: dict[str, list[tuple[str, Payload]]] = {
        **students,
        "student/odd": [*_climb(4), reset, reset],
        "cart/1": [("cartOpened", {})],
    }
    open_store(make_native(tmp_path / "s.sqlite", streams), select="student/odd")
    return Cohorting(document)


@pytest.fixture
def heard(cohorting: Cohorting) -> Heard:
    return Heard(cohorting)


def test_nothing_is_worked_out_until_it_is_switched_on(
    cohorting: Cohorting, heard: Heard, document: Document, idle: Callable[[], None]
) -> None:
    document.select("student/3")
    idle()
    assert heard.all == [None]
    assert not cohorting.on
    cohorting.switch()
    idle()
    assert [one for one in heard.all if one is not None]
    cohorting.switch()
    assert heard.all[-1] is None


def test_it_says_what_is_usual_and_where_this_one_departs(
    cohorting: Cohorting, heard: Heard, idle: Callable[[], None]
) -> None:
    read: list[int] = []
    cohorting.progressed.connect(read.append)
    cohorting.switch()
    idle()
    assert heard.cohort is not None
    band = heard.cohort.bands[0]
    assert band is not None
    assert np.array_equal(band.median, np.arange(1.0, 7.0))
    assert heard.cohort.told[0] == Departing(
        "Lesson departs at version 5 of 2024-05-01: it is 1 where 5 to 5 is usual (median 5, 8 others), "
        "and stays outside to the end.",
        5,
    )
    assert read == sorted(read)
    assert {*read} == {*range(1, 10)}


def test_over_days_the_end_of_the_day_counts(cohorting: Cohorting, heard: Heard, idle: Callable[[], None]) -> None:
    cohorting.compare_by(days=True)
    assert heard.all == [None]
    cohorting.switch()
    idle()
    assert heard.cohort is not None
    band = heard.cohort.bands[0]
    assert band is not None
    assert band.median.tolist() == [8.0] * 6


def test_the_others_are_read_once_while_the_store_stays_as_it_is(
    cohorting: Cohorting, heard: Heard, document: Document, idle: Callable[[], None]
) -> None:
    cohorting.switch()
    idle()
    read: list[int] = []
    cohorting.progressed.connect(read.append)
    document.select("student/3")
    idle()
    assert read == []
    assert heard.cohort is not None
    assert heard.cohort.told[0] == Departing("Lesson stays within what is usual among 8 others.", None)
    document.reload()
    idle()
    assert heard.cohort is not None


def test_a_draft_is_compared_as_it_would_be(
    cohorting: Cohorting, heard: Heard, drafting: Drafting, idle: Callable[[], None]
) -> None:
    cohorting.switch()
    drafting.soft_delete(5)
    drafting.soft_delete(6)
    drafting.append("lessonCompleted", {"lesson": 6})
    idle()
    assert heard.cohort is not None
    assert heard.cohort.told[0].ordinal in (5, 6)
    band = heard.cohort.bands[0]
    assert band is not None
    assert len(band) == 7
    drafting.discard()
    idle()


@pytest.mark.parametrize(
    ("select", "words"), [("cart/1", "too few others"), ("sales/*", "is a projection; it has no others")]
)
def test_where_there_are_no_others_it_says_so(
    cohorting: Cohorting, document: Document, qtbot: QtBot, select: str, words: str
) -> None:
    cohorting.switch()
    with qtbot.waitSignal(cohorting.failed, timeout=WAIT, check_params_cb=lambda told: words in told):
        document.select(select)


def test_what_nobody_waits_for_is_given_up(
    cohorting: Cohorting, document: Document, heard: Heard, monkeypatch: pytest.MonkeyPatch, idle: Callable[[], None]
) -> None:
    monkeypatch.setattr(cohorts, "SAMPLE", 5)
    cohorting.switch()
    document.close()
    idle()
    assert heard.cohort is None


def test_a_store_that_is_written_all_the_time_is_not_read_all_the_time(
    cohorting: Cohorting, heard: Heard, document: Document, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cohorting.switch()
    idle()
    assert document.session is not None
    read: list[int] = []
    cohorting.progressed.connect(read.append)
    monkeypatch.setattr(document.session.store, "change_token", object)
    document.shown_changed.emit()
    idle()
    assert read == []
    assert heard.all[-1] is not None
    assert None not in heard.all[1:], "what is drawn stays until the next is there"
    monkeypatch.setattr("leftfold.ui.cohorting.FRESH", 0.0)
    document.shown_changed.emit()
    idle()
    assert {*read} == {*range(1, 10)}
