"""The shopping cart."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given as law

from leftfold.domain.definition import NewEvent
from leftfold.domains.cart import CART, Items, change_of, evolve, told
from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.testing import check_domain, given
from leftfold.testing.scenarios import as_stored
from tests.domains.facts import facts

ADDED, REMOVED, EMPTIED = "itemAdded", "itemRemoved", "cartEmptied"


def _event(type_: str, data: Document) -> Event:
    return Event(StreamId("cart", "7"), 1, type_, data)


def _after(*events: tuple[str, JsonObject]) -> Items:
    return reduce(evolve, (_event(*event) for event in events), CART.initial)


@law(facts(CART))
def test_it_keeps_the_contract_whatever_well_formed_events_come(events: list[NewEvent]) -> None:
    check_domain(CART, events=events)


@law(facts(CART))
def test_it_never_holds_less_than_one_of_an_item(events: list[NewEvent]) -> None:
    items = reduce(evolve, as_stored(CART, events), CART.initial)
    assert all(count >= 1 for count in items.values())
    assert CART.show(items) == {"items": items, "count": sum(items.values())}
    assert CART.tracks[0].value(items) == sum(items.values())


def test_quantities_add_up_and_items_keep_their_place() -> None:
    items = _after((ADDED, {"item": "a", "quantity": 2}), (ADDED, {"item": "b"}), (ADDED, {"item": "a"}))
    assert list(items.items()) == [("a", 3), ("b", 1)]


def test_removing_more_than_there_is_leaves_none() -> None:
    assert _after((ADDED, {"item": "a"}), (REMOVED, {"item": "a", "quantity": 9}), (REMOVED, {"item": "b"})) == {}


def test_emptying_leaves_nothing() -> None:
    assert _after((ADDED, {"item": "a"}), (EMPTIED, {"any": "payload"})) == {}


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (_event("itemLost", {"item": "a"}), "unknown event type 'itemLost'; this domain knows itemAdded"),
        (_event(ADDED, {}), "the payload has no text 'item'"),
        (_event(ADDED, {"item": 3}), "the payload has no text 'item'"),
        (_event(REMOVED, [1]), "the payload has no text 'item'"),
        (_event(REMOVED, Undecodable(b"{", "is not JSON")), "the payload has no text 'item'"),
        (_event(ADDED, {"item": "a", "quantity": 0}), "the payload's 'quantity' is no whole number from 1"),
        (_event(ADDED, {"item": "a", "quantity": True}), "the payload's 'quantity' is no whole number from 1"),
        (_event(ADDED, {"item": "a", "quantity": 1.5}), "the payload's 'quantity' is no whole number from 1"),
    ],
)
def test_what_cannot_be_applied_is_told(event: Event, problem: str) -> None:
    with pytest.raises((LookupError, ValueError), match=problem):
        evolve({}, event)
    assert CART.sentence(event, {}, {}).startswith(f"{event.type} means nothing here: {problem}")


def test_an_item_without_a_quantity_is_one() -> None:
    assert change_of(_event(ADDED, {"item": "a", "quantity": None})) == ("a", 1)
    assert change_of(_event(REMOVED, {"item": "a"})) == ("a", -1)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (_event(ADDED, {"item": "laptop", "quantity": 2}), "Added 2 × laptop"),
        (_event(REMOVED, {"item": "laptop"}), "Removed 1 × laptop"),
        (_event(EMPTIED, None), "The cart was emptied"),
        (_event("", None), "An event without a type means nothing here: unknown event type ''; this domain knows"),
    ],
)
def test_what_happened_is_told(event: Event, sentence: str) -> None:
    assert told(event).startswith(sentence)


def test_an_item_is_added() -> None:
    cart = given(CART)
    cart.when("add-item", {"item": "laptop"}).then(NewEvent(ADDED, {"item": "laptop", "quantity": 1}))
    cart.when("add-item", {"item": "laptop", "quantity": 3}).then(NewEvent(ADDED, {"item": "laptop", "quantity": 3}))
    for quantity in (0, -1):
        asked = cart.when("add-item", {"item": "laptop", "quantity": quantity})
        asked.then_rejected(f"A quantity is at least 1, not {quantity}.")


def test_only_what_the_cart_holds_is_removed() -> None:
    cart = given(CART, NewEvent(ADDED, {"item": "laptop", "quantity": 2}))
    cart.when("remove-item", {"item": "laptop", "quantity": 2}).then(
        NewEvent(REMOVED, {"item": "laptop", "quantity": 2})
    )
    cart.when("remove-item", {"item": "laptop", "quantity": 3}).then_rejected(
        "Cannot remove 3 × laptop: the cart holds 2."
    )
    cart.when("remove-item", {"item": "phone"}).then_rejected("Cannot remove 1 × phone: the cart holds 0.")
    cart.when("remove-item", {"item": "laptop", "quantity": 0}).then_rejected("A quantity is at least 1, not 0.")


def test_a_cart_is_emptied_once() -> None:
    given(CART, NewEvent(ADDED, {"item": "a"})).when("empty-cart", {}).then(NewEvent(EMPTIED, {}))
    given(CART).when("empty-cart", {}).then_rejected("The cart is empty already.")


def test_an_item_below_one_breaks_its_invariant() -> None:
    (quantities,) = CART.invariants
    assert quantities.broken({"laptop": 1}) is None
    assert quantities.broken({"laptop": 1, "phone": 0, "cable": -2}) == "The cart holds 0 × phone, -2 × cable"
