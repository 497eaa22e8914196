"""Marks on rows: snapshots, changes of the watched field, hits."""

from __future__ import annotations

import numpy as np

from leftfold.ui.breakpoints.hits import Hits
from leftfold.ui.clock import Clock
from leftfold.ui.events.cells import Column, cell_of, spoken, tip_of
from leftfold.ui.events.marks import Marks
from leftfold.ui.snapshots import Snapshots
from tests.ui.events.made import FACTS


def test_a_row_without_marks_stays_as_it_is() -> None:
    assert Marks().on(FACTS) is FACTS
    assert Marks(changes=np.array([6, 8])).on(FACTS) is FACTS


def test_a_row_has_the_marks_of_its_event() -> None:
    hits = Hits(("a = 1", "b"), (np.array([7]), np.array([8])))
    marks = Marks(Snapshots(np.array([7]), np.array([True])), np.array([3, 7]), hits)
    facts = marks.on(FACTS)
    assert (facts.snapshot, facts.changes_watched, facts.breaks) == ("Snapshot of Leftfold", True, ("a = 1",))


def test_marks_are_seen_and_heard() -> None:
    facts = Marks(changes=np.array([7]), hits=Hits(("a = 1",), (np.array([7]),))).on(FACTS)
    signs = {column: cell_of(facts, column, Clock()).sign for column in (Column.VERSION, Column.CHANGES)}
    assert {column: sign and sign.icon for column, sign in signs.items()} == {
        Column.VERSION: "circle-dot",
        Column.CHANGES: "eye",
    }
    for text in (tip_of(facts, Clock()), spoken(facts)):
        assert "Changed the watched field" in text
        assert "Breakpoint: a = 1" in text
