"""A shopping cart: items added and removed, and the cart emptied."""

from __future__ import annotations

from collections.abc import Mapping

from leftfold.domain.definition import (
    Arguments,
    Command,
    Decision,
    Domain,
    EventType,
    Field,
    Kind,
    NewEvent,
    Rejection,
    Track,
    unknown_event,
)
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject

Items = Mapping[str, int]


def change_of(event: Event) -> tuple[str, int]:
    """The item an event adds or removes, and by how many the cart's quantity of it changes."""
    data = event.data
    if not isinstance(data, dict) or not isinstance(item := data.get("item"), str):
        raise ValueError("the payload has no text 'item'")
    quantity = data.get("quantity", 1)
    if type(quantity) is not int or quantity < 1:
        raise ValueError("the payload's 'quantity' is no whole number from 1")
    return item, quantity if event.type == "itemAdded" else -quantity


def _evolve(items: Items, event: Event) -> Items:
    if event.type == "cartEmptied":
        return {}
    if event.type not in ("itemAdded", "itemRemoved"):
        raise unknown_event(event, EVENTS)
    item, change = change_of(event)
    left = items.get(item, 0) + change
    others = {name: count for name, count in items.items() if name != item}
    return {**items, item: left} if left > 0 and item in items else {**others, **({item: left} if left > 0 else {})}


def _show(items: Items) -> Json:
    held: JsonObject = dict(items)
    return {"items": held, "count": sum(items.values())}


def _sentence(event: Event, _before: Items, _after: Items) -> str:
    if event.type == "cartEmptied":
        return "The cart was emptied"
    item, change = change_of(event)
    return f"Added {change} × {item}" if change > 0 else f"Removed {-change} × {item}"


def _add(_items: Items, given: Arguments) -> Decision:
    return _counted(given) or (NewEvent("itemAdded", _payload(given)),)


def _remove(items: Items, given: Arguments) -> Decision:
    held, wanted = items.get(given["item"], 0), given.get("quantity") or 1
    if held < wanted:
        return Rejection(f"Cannot remove {wanted} × {given['item']}: the cart holds {held}.")
    return _counted(given) or (NewEvent("itemRemoved", _payload(given)),)


def _empty(items: Items, _given: Arguments) -> Decision:
    return (NewEvent("cartEmptied", {}),) if items else Rejection("The cart is empty already.")


def _counted(given: Arguments) -> Rejection | None:
    return Rejection("A quantity is at least 1.") if (given.get("quantity") or 1) < 1 else None


def _payload(given: Arguments) -> JsonObject:
    return {"item": given["item"], "quantity": given.get("quantity") or 1}


_FIELDS = (Field("item", "Item", Kind.TEXT), Field("quantity", "Quantity", Kind.INTEGER, required=False))

EVENTS = (
    EventType("itemAdded", "Item added", _FIELDS),
    EventType("itemRemoved", "Item removed", _FIELDS),
    EventType("cartEmptied", "Cart emptied"),
)

_NOTHING: Items = {}

CART: Domain[Items] = Domain(
    name="cart",
    title="Shopping cart",
    aggregate_types=("cart",),
    event_types=EVENTS,
    initial=_NOTHING,
    evolve=_evolve,
    show=_show,
    sentence=_sentence,
    commands=(
        Command("add-item", "Add item", _FIELDS, _add),
        Command("remove-item", "Remove item", _FIELDS, _remove),
        Command("empty-cart", "Empty cart", (), _empty),
    ),
    tracks=(Track("count", "Items in the cart", lambda items: sum(items.values())),),
)
