"""What is measured of pages and of a search through all payloads."""

from __future__ import annotations

from contextlib import closing

import pytest

from leftfold.bench import reading
from leftfold.bench.reading import pages, search
from leftfold.bench.stores import Stores
from leftfold.session import Session


def test_pages_are_told_from_first_to_last(tiny: Stores) -> None:
    figures = list(pages(tiny))
    assert [" at the start " in one.what for one in figures] == [True, False, False, False]
    assert [" at the end " in one.what for one in figures] == [False, False, True, False]
    assert {one.goal for one in figures} == {"≤ 10 ms"}


def test_the_search_finds_what_the_scan_finds(tiny: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_RARE", '"score":88')
    path = tiny.many_students()
    with closing(Session.open(str(path))) as session:
        found = reading._searched(session.store)
    assert found == reading._scanned(path)
    assert found
    (figure,) = search(tiny)
    assert figure.ratio is not None
    assert figure.met is (figure.ratio <= 1.2)
