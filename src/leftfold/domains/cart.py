"""A shopping cart: items added and removed, and the cart emptied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from leftfold.domain.asking import asked_by
from leftfold.domain.definition import (
    Arguments,
    Command,
    Decision,
    Domain,
    EventType,
    Field,
    Invariant,
    Kind,
    NewEvent,
    Rejection,
    Track,
    unknown_event,
)
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject

Items: TypeAlias = Mapping[str, int]
"""How many of each item a cart holds, each at least one."""


def change_of(event: Event) -> tuple[str, int]:
    """The item an event adds or removes, and by how many the cart's quantity of it changes.

    Raises `LookupError` for another event, and `ValueError` for a payload without such an item.
    """
    if event.type not in ("itemAdded", "itemRemoved"):
        raise unknown_event(event, EVENTS)
    data = event.data
    if not isinstance(data, dict) or not isinstance(item := data.get("item"), str):
        raise ValueError("the payload has no text 'item'")
    quantity = data.get("quantity")
    quantity = 1 if quantity is None else quantity
    if type(quantity) is not int or quantity < 1:
        raise ValueError("the payload's 'quantity' is no whole number from 1")
    return item, quantity if event.type == "itemAdded" else -quantity


def evolve(items: Items, event: Event) -> Items:
    """What the cart holds after the event; removing more than it holds leaves none."""
    if event.type == "cartEmptied":
        return {}
    item, change = change_of(event)
    left = items.get(item, 0) + change
    if left > 0:
        return {**items, item: left}
    return {name: count for name, count in items.items() if name != item}


def told(event: Event) -> str:
    """What an event did, for a person."""
    if event.type == "cartEmptied":
        return "The cart was emptied"
    try:
        item, change = change_of(event)
    except (LookupError, ValueError) as error:
        return f"{event.type or 'An event without a type'} means nothing here: {error}"
    return f"Added {change} × {item}" if change > 0 else f"Removed {-change} × {item}"


def _show(items: Items) -> Json:
    held: JsonObject = dict(items)
    return {"items": held, "count": sum(items.values())}


def _add(_items: Items, given: Arguments) -> Decision:
    return _uncounted(given) or (NewEvent("itemAdded", _payload(given)),)


def _remove(items: Items, given: Arguments) -> Decision:
    held, wanted = items.get(given["item"], 0), _quantity(given)
    if wanted > held:
        return Rejection(f"Cannot remove {wanted} × {given['item']}: the cart holds {held}.")
    return _uncounted(given) or (NewEvent("itemRemoved", _payload(given)),)


def _empty(items: Items, _given: Arguments) -> Decision:
    return (NewEvent("cartEmptied", {}),) if items else Rejection("The cart is empty already.")


def _uncounted(given: Arguments) -> Rejection | None:
    quantity = _quantity(given)
    return Rejection(f"A quantity is at least 1, not {quantity}.") if quantity < 1 else None


def _payload(given: Arguments) -> JsonObject:
    return {"item": given["item"], "quantity": _quantity(given)}


def _below_one(items: Items) -> str | None:
    below = [f"{count} × {item}" for item, count in items.items() if count < 1]
    return f"The cart holds {', '.join(below)}" if below else None


def _quantity(given: Arguments) -> int:
    quantity: int | None = given.get("quantity")
    return 1 if quantity is None else quantity


_FIELDS = (
    Field("item", "Item", Kind.TEXT),
    Field("quantity", "Quantity", Kind.INTEGER, required=False, help="1 where it is left empty"),
)

EVENTS = (
    EventType("itemAdded", "Item added", _FIELDS),
    EventType("itemRemoved", "Item removed", _FIELDS),
    EventType("cartEmptied", "Cart emptied"),
)

_COMMANDS: Final = {
    "itemAdded": Command("add-item", "Add item", _FIELDS, _add),
    "itemRemoved": Command("remove-item", "Remove item", _FIELDS, _remove),
    "cartEmptied": Command("empty-cart", "Empty cart", (), _empty),
}
"""By the event that follows from each."""

_NOTHING: Items = {}

CART: Domain[Items] = Domain(
    name="cart",
    title="Shopping cart",
    aggregate_types=("cart",),
    event_types=EVENTS,
    initial=_NOTHING,
    evolve=evolve,
    show=_show,
    sentence=lambda event, _before, _after: told(event),
    commands=tuple(_COMMANDS.values()),
    asked=asked_by(_COMMANDS),
    tracks=(Track("count", "Items in the cart", lambda items: sum(items.values())),),
    invariants=(Invariant("quantities", "Each item in the cart is there at least once", _below_one),),
)
