"""Marks on rows: snapshots, changes of the watched field, hits."""

from __future__ import annotations

import numpy as np

from leftfold.model.links import Link
from leftfold.ui.breakpoints.hits import Hits
from leftfold.ui.clock import Clock
from leftfold.ui.events.cells import Column, cell_of, spoken, tip_of
from leftfold.ui.events.marks import Marks
from leftfold.ui.links import Links
from leftfold.ui.snapshots import Snapshots
from tests.ui.events.made import FACTS, long_replay

INDEX = long_replay(10).index


def test_a_row_without_marks_stays_as_it_is() -> None:
    assert Marks().on(FACTS, INDEX) is FACTS
    assert Marks(changes=np.array([6, 8])).on(FACTS, INDEX) is FACTS


def test_a_row_has_the_marks_of_its_event() -> None:
    hits = Hits(("a = 1", "b"), (np.array([7]), np.array([8])))
    marks = Marks(Snapshots(np.array([7]), np.array([True])), np.array([3, 7]), hits)
    facts = marks.on(FACTS, INDEX)
    assert (facts.snapshot, facts.changes_watched, facts.breaks) == ("Snapshot of Leftfold", True, ("a = 1",))


def test_a_row_tells_what_its_event_is_linked_to() -> None:
    facts = Marks(links=Links(frozenset({Link(9, FACTS.version)}))).on(FACTS, INDEX)
    assert (facts.link, facts.link_short) == ("compensated by 9", "by 9")


def test_marks_are_seen_and_heard() -> None:
    facts = Marks(changes=np.array([7]), hits=Hits(("a = 1",), (np.array([7]),))).on(FACTS, INDEX)
    signs = {column: cell_of(facts, column, Clock()).sign for column in (Column.VERSION, Column.CHANGES)}
    assert {column: sign and sign.icon for column, sign in signs.items()} == {
        Column.VERSION: "circle-dot",
        Column.CHANGES: "eye",
    }
    for text in (tip_of(facts, Clock()), spoken(facts)):
        assert "Changed the watched field" in text
        assert "Breakpoint: a = 1" in text
