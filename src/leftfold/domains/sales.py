"""Total computers sold: a projection over all carts of a store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from leftfold.domain.definition import Domain, Scope, Track, unknown_event
from leftfold.domains.cart import EVENTS, change_of
from leftfold.model.event import Event

COMPUTERS = frozenset({"computer", "desktop", "laptop", "notebook", "workstation"})
"""An item is a computer where one of these is a word of its name."""


class Sales(NamedTuple):
    """How many computers all carts hold, and how many each of those holds that has any."""

    total: int
    by_cart: Mapping[str, int]


def _evolve(state: Sales, event: Event) -> Sales:
    cart = event.stream.id
    held = state.by_cart.get(cart, 0)
    if event.type == "cartEmptied":
        return _with(state, cart, -held)
    if event.type not in ("itemAdded", "itemRemoved"):
        raise unknown_event(event, EVENTS)
    item, change = change_of(event)
    return _with(state, cart, max(change, -held)) if COMPUTERS.intersection(item.lower().split()) else state


def _with(state: Sales, cart: str, change: int) -> Sales:
    held = state.by_cart.get(cart, 0) + change
    others = {name: count for name, count in state.by_cart.items() if name != cart}
    return Sales(state.total + change, {**others, cart: held} if held else others)


def _sentence(event: Event, before: Sales, after: Sales) -> str:
    change = after.total - before.total
    if not change:
        return f"Cart {event.stream.id}: no computer"
    return f"Cart {event.stream.id}: {change:+d}, {after.total} sold in total"


SALES: Domain[Sales] = Domain(
    name="sales",
    title="Total computers sold",
    aggregate_types=("cart",),
    event_types=EVENTS,
    initial=Sales(0, {}),
    evolve=_evolve,
    show=lambda state: {"totalComputersSold": state.total},
    sentence=_sentence,
    tracks=(Track("total", "Computers sold", lambda state: state.total),),
    scope=Scope.STORE,
)
