"""An application of PyPI `eventsourcing`: orders with values of the kinds that the library wraps."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event


class Order(Aggregate):
    """An order of one customer."""

    def __init__(self, customer: UUID, due: datetime) -> None:
        self.customer, self.due = customer, due
        self.paid = Decimal(0)
        self.lines: list[dict[str, Any]] = []

    @event("LineAdded")
    def add_line(self, line: dict[str, Any]) -> None:
        """Put one more thing into the order."""
        self.lines.append(line)

    @event("Paid")
    def pay(self, amount: Decimal) -> None:
        """Pay a part."""
        self.paid += amount


class Shop(Application[UUID]):
    """The application that keeps orders."""

    name = "shop"


CUSTOMER = UUID("00000000-0000-0000-0000-0000000000c1")
DUE = datetime(2024, 7, 1, 12, 0, tzinfo=UTC)


def placed(shop: Shop) -> UUID:
    """An order that was placed, filled and paid in part."""
    order = Order(CUSTOMER, DUE)
    order.add_line({"thing": "book", "price": Decimal("9.90")})
    order.pay(Decimal("5.00"))
    shop.save(order)
    return order.id
