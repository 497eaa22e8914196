"""A bounded memory of told rows."""

from __future__ import annotations

import numpy as np

from leftfold.replay.survey import Mark
from leftfold.ui.events.telling import Told
from leftfold.ui.events.told_pages import PAGE, ToldPages, bounds


def _page(text: str) -> tuple[Told, ...]:
    return tuple(Told(text, Mark.APPLIED, (), 0, None, "a/1") for _row in range(PAGE))


def _sentence(pages: ToldPages, ordinal: int) -> str | None:
    told = pages.get(ordinal)
    return told.sentence if told else None


def test_what_was_told_is_remembered_up_to_the_limit_and_the_oldest_is_forgotten() -> None:
    pages = ToldPages(limit=2)
    pages.put(0, _page("first"))
    pages.put(1, _page("second"))
    assert pages.missing(np.array([1, PAGE + 1, 2 * PAGE + 1])) == (2,)
    assert pages.missing(np.array([1])) == ()
    pages.put(2, _page("third"))
    assert [_sentence(pages, number * PAGE + 1) for number in range(3)] == ["first", None, "third"]
    assert len(pages) == 2


def test_what_changed_is_told_anew_and_forgotten_where_it_takes_long() -> None:
    pages = ToldPages()
    for number in range(3):
        pages.put(number, _page("old"))
    pages.outdate_from(PAGE + 1)
    assert pages.missing(np.array([1, PAGE + 1, 2 * PAGE + 1])) == (1, 2)
    assert _sentence(pages, PAGE + 1) == "old"
    pages.put(1, _page("new"))
    assert pages.forget_outdated()
    assert [_sentence(pages, number * PAGE + 1) for number in range(3)] == ["old", "new", None]
    assert not pages.forget_outdated()
    pages.clear()
    assert len(pages) == 0


def test_the_bounds_of_a_page() -> None:
    assert bounds(0, 1_000) == (1, PAGE)
    assert bounds(1, PAGE + 3) == (PAGE + 1, PAGE + 3)
