"""Total computers sold, over all carts of a store."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from leftfold.domain.definition import NewEvent
from leftfold.domains.cart import CART
from leftfold.domains.sales import COMPUTERS, SALES, Sales
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.replay.fold import advance
from leftfold.testing import check_domain
from tests.domains.facts import facts


def _event(type_: str, data: JsonObject, *, cart: str = "1") -> Event:
    return Event(StreamId("cart", cart), 1, type_, data)


TALK = [
    _event("itemAdded", {"item": "desktop"}),
    _event("itemAdded", {"item": "laptop"}),
    _event("itemAdded", {"item": "phone"}),
    _event("itemRemoved", {"item": "laptop"}),
    _event("itemAdded", {"item": "cable"}),
]

_stored = st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=12, max_size=12)


def _placed(events: list[NewEvent], places: list[tuple[str, bool]]) -> list[Event]:
    return [
        Event(StreamId("cart", cart), version, event.type, event.data, deleted=deleted)
        for version, (event, (cart, deleted)) in enumerate(zip(events, places, strict=False), 1)
    ]


def _sold(events: Iterable[Event]) -> int:
    return advance(SALES, events, Standing(SALES.initial)).state.total


def test_the_talks_sequence_begins_with_none_sold() -> None:
    states = list(accumulate(TALK, SALES.evolve, initial=SALES.initial))
    assert [state.total for state in states] == [0, 1, 2, 2, 1, 1]
    assert SALES.show(states[2]) == {"totalComputersSold": 2}
    assert SALES.tracks[0].value(states[2]) == 2


@law(facts(SALES), _stored)
def test_it_keeps_the_contract(events: list[NewEvent], places: list[tuple[str, bool]]) -> None:
    check_domain(SALES, events=_placed(events, places))


@law(facts(SALES), _stored)
def test_the_total_is_what_the_carts_hold_whichever_events_count(
    events: list[NewEvent], places: list[tuple[str, bool]]
) -> None:
    stored = _placed(events, places)
    held = 0
    for cart in "abc":
        alone = [event for event in stored if event.stream.id == cart]
        items = advance(CART, alone, Standing(CART.initial)).state
        held += sum(count for item, count in items.items() if COMPUTERS.intersection(item.lower().split()))
    assert _sold(stored) == held


def test_removing_what_a_soft_deleted_event_added_takes_no_other_computer() -> None:
    desktop, laptop, phone, removed, cable = TALK
    assert _sold([desktop, laptop._replace(deleted=True), phone, removed, cable]) == 1


def test_emptying_a_cart_takes_its_computers_alone() -> None:
    other = _event("itemAdded", {"item": "Gaming Laptop", "quantity": 3}, cart="2")
    assert _sold([*TALK[:2], other, _event("cartEmptied", {})]) == 3


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (_event("itemLost", {"item": "laptop"}), "unknown event type 'itemLost'"),
        (_event("itemAdded", {}), "the payload has no text 'item'"),
        (_event("itemAdded", {"item": "laptop", "quantity": 0}), "no whole number from 1"),
    ],
)
def test_what_cannot_be_applied_is_told(event: Event, problem: str) -> None:
    with pytest.raises((LookupError, ValueError), match=problem):
        SALES.evolve(SALES.initial, event)
    assert f"Cart 1: {event.type} means nothing here: " in SALES.sentence(event, SALES.initial, SALES.initial)


def test_a_sentence_tells_the_total_where_it_changed() -> None:
    before, after = Sales(1, SALES.initial.shelves), Sales(2, SALES.initial.shelves)
    assert SALES.sentence(TALK[1], before, after) == "Cart 1: Added 1 × laptop; computers sold now 2"
    assert SALES.sentence(TALK[2], after, after) == "Cart 1: Added 1 × phone"


def test_a_total_below_none_breaks_its_invariant() -> None:
    (total,) = SALES.invariants
    assert total.broken(SALES.initial) is None
    assert total.broken(SALES.initial._replace(total=-1)) == "-1 computers sold, which is fewer than none"
