"""What the list of aggregates is filled with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.ui.aggregates.listing import Kinds, Wanted, count_text, read_first, read_kinds, read_more
from tests.store_builders import make_native

FIVE = {f"cart/{number}": [("itemAdded", {"number": 1})] for number in range(3)} | {
    f"student/{number}": [("placeStudent", {"lesson": 1})] for number in range(2)
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session.open(str(make_native(tmp_path / "five.sqlite", FIVE)))
    yield session
    session.close()


def test_the_kinds_of_a_store_are_its_types_and_the_projections_over_them(session: Session) -> None:
    kinds = read_kinds(session)
    assert kinds.types == ("cart", "student")
    assert [(one.stream, one.title, one.over) for one in kinds.projections] == [
        (StreamId("sales", "*"), "Total computers sold", ("cart",))
    ]


def test_projections_are_listed_among_all_types_and_found_by_title_or_name(session: Session) -> None:
    kinds = read_kinds(session)

    def listed(wanted: Wanted) -> list[str]:
        return [one.title for one in read_first(session, wanted, kinds, 10).projections]

    assert listed(Wanted()) == ["Total computers sold"]
    assert listed(Wanted(find="COMPUTERS")) == ["Total computers sold"]
    assert listed(Wanted(find="sales")) == ["Total computers sold"]
    assert listed(Wanted(find="1")) == []
    assert listed(Wanted(type="cart")) == []


def test_only_projections_lists_no_aggregates(session: Session) -> None:
    listed = read_first(session, Wanted(only_projections=True), read_kinds(session), 10)
    assert len(listed.projections) == 1
    assert listed.aggregates == ()
    assert listed.complete


@pytest.mark.parametrize(("count", "got", "complete"), [(4, 4, False), (5, 5, True), (6, 5, True)])
def test_a_page_that_is_the_last_is_known_to_be(session: Session, count: int, got: int, complete: bool) -> None:  # noqa: FBT001
    listed = read_first(session, Wanted(), Kinds(), count)
    assert (len(listed.aggregates), listed.complete) == (got, complete)


def test_a_further_page_begins_after_the_last_row(session: Session) -> None:
    found, complete = read_more(session, Wanted(), StreamId("cart", "1"), 2)
    assert [str(one.stream) for one in found] == ["cart/2", "student/0"]
    assert not complete


@pytest.mark.parametrize(
    ("wanted", "count", "complete", "text"),
    [
        (Wanted(), 250, True, "250 aggregates"),
        (Wanted(), 1, True, "1 aggregate"),
        (Wanted("student"), 1, True, "1 student aggregate"),
        (Wanted("student"), 2_500, False, "First 2,500 student aggregates; scroll down for more"),
        (Wanted(find="32"), 12, True, "12 aggregates with “32” in the ID"),
        (Wanted(find="32"), 500, False, "First 500 aggregates with “32” in the ID; scroll down for more"),
    ],
)
def test_the_count_says_what_is_known(wanted: Wanted, count: int, complete: bool, text: str) -> None:  # noqa: FBT001
    assert count_text(wanted, count, complete=complete) == text
