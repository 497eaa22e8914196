"""Which of the shown events compensate which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from leftfold.model.edits import Append, Because
from leftfold.model.links import Link
from leftfold.model.times import EPOCH
from leftfold.session import Session
from leftfold.ui import links as module
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.links import NO_LINKS, Links, StreamLinks
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore
from tests.ui.timeline.made import made_index


@pytest.fixture
def links(document: Document) -> StreamLinks:
    return StreamLinks(document)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A store whose student's wrong reset is compensated."""
    path = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]})
    session = Session.open(str(path))
    replay = session.open_stream(session.resolve("student/1"))
    session.unlock()
    draft = session.new_draft(replay, Because("Mira", "a wrong reset"))
    event = Append("resetProgress", {"lesson": 7}, EPOCH, compensates=(RESET,))
    session.commit(type(draft)(draft.stream, draft.base_version, draft.base_deletions, draft.because, (event,)))
    session.close()
    return path


def _linked(*pairs: tuple[int, int]) -> Links:
    return Links(frozenset(Link(*pair) for pair in pairs))


def test_both_ends_are_told() -> None:
    index = made_index(20)
    links = _linked((9, 3), (15, 3))
    assert links.text_at(index, 9) == "compensates 3"
    assert links.text_at(index, 3) == "compensated by 9, 15"
    assert links.text_at(index, 4) == ""
    assert (links.short_at(9), links.short_at(3)) == ("for 3", "by 9 …")
    assert (links.partners(index, 3), links.partners(index, 9)) == ((9, 15), (3,))
    assert (len(links), len(NO_LINKS)) == (2, 0)


def test_a_stretch_is_told_by_its_ends_and_many_by_the_first() -> None:
    index = made_index(20)
    stretch = _linked(*((20, target) for target in range(3, 9)))
    assert stretch.text_at(index, 20) == "compensates 3 to 8"
    apart = _linked(*((20, target) for target in (2, 4, 6, 8, 10)))
    assert apart.text_at(index, 20) == "compensates 2, 4, 6 and 2 more"


def test_one_that_leads_nowhere_says_so() -> None:
    index = made_index(20)
    assert _linked((9, 99)).text_at(index, 9) == "compensates 99, which is not there"
    assert _linked((9, 99)).partners(index, 9) == ()


def test_those_of_the_last_events_are_known_once_a_stream_is_shown(
    links: StreamLinks, open_store: OpenStore, corrected: Path, document: Document
) -> None:
    open_store(corrected, select="student/1")
    assert links.known.all == {Link(RESET + 1, RESET)}
    document.selection.go_to(RESET)
    assert links.partner == RESET + 1
    links.to_partner()
    assert document.selection.ordinal == RESET + 1
    links.to_partner()
    assert document.selection.ordinal == RESET
    document.selection.go_to(0)
    assert links.partner is None


def test_those_of_another_stream_are_forgotten(
    links: StreamLinks, open_store: OpenStore, corrected: Path, document: Document, idle: Callable[[], None]
) -> None:
    open_store(corrected, select="student/1")
    document.select("student/2")
    idle()
    assert links.known.all == frozenset()


def test_of_a_long_stream_no_more_than_the_last_events_are_read(
    monkeypatch: pytest.MonkeyPatch, links: StreamLinks, open_store: OpenStore, corrected: Path
) -> None:
    monkeypatch.setattr(module, "LAST", 0)
    open_store(corrected, select="student/1")
    assert len(links.known) == 0
    links.learn([Link(RESET + 1, RESET), Link(99, 1)])
    assert links.known.all == {Link(RESET + 1, RESET)}


def test_the_drafts_own_are_known_while_it_is_there(
    links: StreamLinks, open_store: OpenStore, corrected: Path, drafting: Drafting, idle: Callable[[], None]
) -> None:
    open_store(corrected, select="student/1")
    drafting.append("resetProgress", {"lesson": 2}, compensates=(2,))
    idle()
    assert Link(RESET + 2, 2) in links.known.all
    drafting.discard()
    idle()
    assert links.known.all == {Link(RESET + 1, RESET)}
