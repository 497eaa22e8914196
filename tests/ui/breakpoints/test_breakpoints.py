"""Breakpoints: kept for each store, hit in each stream, and run to either way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.errors import StoreFailed
from leftfold.store.target import target_of
from leftfold.ui.breakpoints.breakpoint import Breakpoint
from leftfold.ui.breakpoints.breakpoints import Breakpoints
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from leftfold.ui.settings import Settings
from leftfold.ui.tasks import Lane
from tests.store_builders import make_native
from tests.ui.breakpoints.conftest import LONG, ONES, TWOS
from tests.ui.conftest import WAIT, HoldLane, OpenStore

ALL = sorted({*ONES, *TWOS})


@pytest.fixture
def set_(breakpoints: Breakpoints, idle: Callable[[], None]) -> Breakpoints:
    """Two of them, of which all is searched."""
    breakpoints.add("a = 1")
    breakpoints.add("event.data.b = 2")
    idle()
    return breakpoints


def test_they_are_kept_for_their_store(
    set_: Breakpoints, document: Document, settings: Settings, idle: Callable[[], None]
) -> None:
    set_.switch("a = 1", on=False)
    again = Breakpoints(document, settings)
    document.opened.emit()
    idle()
    assert again.known == (Breakpoint("a = 1", on=False), Breakpoint("event.data.b = 2"))
    assert again.on == ("event.data.b = 2",)
    assert document.session is not None
    place = target_of(document.session.place).place
    set_.remove("a = 1")
    set_.remove("event.data.b = 2")
    assert settings.breakpoints_of(place) == ""


def test_each_is_there_once_and_may_be_changed(breakpoints: Breakpoints) -> None:
    breakpoints.add("a = 1")
    breakpoints.switch("a = 1", on=False)
    breakpoints.add("a = 1")
    assert breakpoints.known == (Breakpoint("a = 1"),)
    breakpoints.replace("a = 1", "a = 2")
    breakpoints.add("a = 1")
    breakpoints.replace("a = 1", "a = 2")
    assert breakpoints.known == (Breakpoint("a = 2"),)
    breakpoints.replace("a = 2", "a = 2")
    assert breakpoints.known == (Breakpoint("a = 2"),)


def test_hits_are_told_and_counted(set_: Breakpoints) -> None:
    assert set_.hits.ordinals.tolist() == ALL
    assert set_.count("a = 1") == (len(ONES), LONG)
    set_.switch("a = 1", on=False)
    assert set_.hits.ordinals.tolist() == TWOS


def test_one_runs_from_each_to_the_next_and_back(set_: Breakpoints, selection: Selection) -> None:
    said: list[str] = []
    set_.stopped.connect(said.append)
    selection.go_to(0)
    there, back = list[int](), list[int]()
    for _ in ALL:
        set_.run_on()
        there.append(selection.ordinal)
    selection.go_to(LONG)
    for _ in ALL:
        set_.run_back()
        back.append(selection.ordinal)
    assert (there, back) == (ALL, ALL[::-1])
    assert said[0] == f"Stopped at version {ALL[0]}: a = 1"
    assert said[2] == f"Stopped at version {TWOS[1]:,}: a = 1 · event.data.b = 2"


@pytest.mark.parametrize("forward", [True, False])
def test_one_runs_where_nothing_is_searched_yet(
    breakpoints: Breakpoints, selection: Selection, held: HoldLane, qtbot: QtBot, *, forward: bool
) -> None:
    with held(Lane.BREAK):
        breakpoints.add("a = 1")
        selection.go_to(ONES[1] - 7)
        with qtbot.waitSignal(breakpoints.stopped, timeout=WAIT) as told:
            (breakpoints.run_on if forward else breakpoints.run_back)()
        expected = ONES[1] if forward else ONES[0]
        assert selection.ordinal == expected
        assert told.args == [f"Stopped at version {expected:,}: a = 1"]


def test_where_nothing_hits_it_says_so(
    set_: Breakpoints, selection: Selection, qtbot: QtBot, breakpoints: Breakpoints
) -> None:
    selection.go_to(LONG)
    with qtbot.waitSignal(set_.nothing_found, timeout=WAIT) as told:
        set_.run_on()
    assert told.args == ["No later event hits a breakpoint."]
    selection.go_to(1)
    with qtbot.waitSignal(set_.nothing_found, timeout=WAIT) as told:
        set_.run_back()
    assert told.args == ["No earlier event hits a breakpoint."]
    for one in breakpoints.known:
        breakpoints.remove(one.text)
    with qtbot.waitSignal(set_.nothing_found, timeout=WAIT) as told:
        set_.run_on()
    assert told.args == ["No breakpoint is switched on; add a condition to stop at."]


def test_the_way_ends_at_the_first_hit_on_it(set_: Breakpoints) -> None:
    assert set_.way(0, 4) == (4, False)
    assert set_.way(0, 7) == (5, True)
    assert set_.way(5, 7) == (7, False)
    assert set_.way(7, 2) == (5, True)
    assert set_.way(5, 2) == (2, False)


def test_nothing_is_passed_before_it_is_searched(breakpoints: Breakpoints, held: HoldLane) -> None:
    assert breakpoints.way(3, 9) == (9, False)
    with held(Lane.BREAK):
        breakpoints.add("a = 1")
        assert breakpoints.way(3, 9) == (3, False)
        assert breakpoints.way(9, 3) == (9, False)


def test_a_draft_has_hits_of_its_own(set_: Breakpoints, drafting: Drafting, idle: Callable[[], None]) -> None:
    drafting.soft_delete(ONES[1])
    idle()
    assert set_.hits.columns[0].tolist() == [ONES[0], ONES[2]]
    drafting.discard()
    idle()
    assert set_.hits.ordinals.tolist() == ALL


def test_another_stream_has_other_hits(set_: Breakpoints, document: Document, idle: Callable[[], None]) -> None:
    document.select("thing/2")
    idle()
    assert set_.hits.ordinals.tolist() == [1]
    assert set_.count("a = 1") == (1, 1)


def test_another_store_has_its_own(set_: Breakpoints, open_store: OpenStore, tmp_path: Path) -> None:
    open_store(make_native(tmp_path / "other.sqlite", {"thing/1": [("put", {"a": 1})]}))
    assert set_.known == ()


def test_a_search_that_failed_holds_nothing_up(
    breakpoints: Breakpoints, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, idle: Callable[[], None]
) -> None:
    def fail(*_asked: object, **_more: object) -> None:
        raise StoreFailed("The database went away.")

    monkeypatch.setattr("leftfold.diagnose.flips.hits", fail)
    with qtbot.waitSignal(breakpoints.failed, timeout=WAIT) as told:
        breakpoints.add("a = 1")
    idle()
    assert told.args == ["The database went away."]
    assert breakpoints.way(3, 9) == (9, False)
    assert breakpoints.way(9, 3) == (3, False)
