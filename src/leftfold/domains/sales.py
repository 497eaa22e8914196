"""Total computers sold: a projection over all carts of a store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from leftfold.domain.definition import Domain, Invariant, Scope, Track
from leftfold.domains.cart import EVENTS, Items, change_of, evolve, told
from leftfold.model.event import Event

COMPUTERS = frozenset({"computer", "desktop", "laptop", "notebook", "workstation"})
"""An item is a computer where one of these is a word of its name."""

SHELVES = 256
"""Shelves the carts are kept on, so that an event copies one of them and not all carts of the store."""

Shelf: TypeAlias = Mapping[str, Items]
"""The computers in each cart of the shelf that holds any."""


class Sales(NamedTuple):
    """How many computers all carts hold together, and what each of them holds."""

    total: int
    shelves: tuple[Shelf, ...]


def _evolve(state: Sales, event: Event) -> Sales:
    if event.type != "cartEmptied" and not COMPUTERS.intersection(change_of(event)[0].lower().split()):
        return state
    cart = event.stream.id
    place = hash(cart) % SHELVES
    shelf = state.shelves[place]
    before = shelf.get(cart, _NOTHING)
    # The cart's own handler says what is left, so that the total is what the carts hold whichever events count.
    after = evolve(before, event)
    changed = {**shelf, cart: after} if after else {name: items for name, items in shelf.items() if name != cart}
    total = state.total + sum(after.values()) - sum(before.values())
    return Sales(total, (*state.shelves[:place], changed, *state.shelves[place + 1 :]))


def _sentence(event: Event, before: Sales, after: Sales) -> str:
    what = f"Cart {event.stream.id}: {told(event)}"
    return what if before.total == after.total else f"{what}; computers sold now {after.total}"


def _below_none(state: Sales) -> str | None:
    return f"{state.total} computers sold, which is fewer than none" if state.total < 0 else None


_NOTHING: Items = {}
_BARE: Shelf = {}

SALES: Domain[Sales] = Domain(
    name="sales",
    title="Total computers sold",
    aggregate_types=("cart",),
    event_types=EVENTS,
    initial=Sales(0, (_BARE,) * SHELVES),
    evolve=_evolve,
    show=lambda state: {"totalComputersSold": state.total},
    sentence=_sentence,
    tracks=(Track("total", "Computers sold", lambda state: state.total),),
    invariants=(Invariant("total", "No fewer computers are sold than none", _below_none),),
    scope=Scope.STORE,
)
