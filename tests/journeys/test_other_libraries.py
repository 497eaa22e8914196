"""A store that another library wrote: an event too many cannot be deleted there, and is put right by a further one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.journeys.person import Person
from tests.store.layouts.emmett import CART, EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store_builders import make_eventsourcing

HEX: Final = "0" * 31 + "a"
_STATE: Final = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"n":1}'


def puts_right(person: Person, type_: str) -> None:
    """Finds that the last event cannot be deleted, and appends one that puts it right."""
    person.does("play.last")
    delete = person.window.actions_["event.soft-delete"]
    assert not delete.isEnabled()
    assert "append a compensating event" in delete.toolTip()
    person.drafting.append(type_, {"n": 5})
    person.waits()
    person.does("play.last")
    assert person.state("n") == 5
    person.unlocks()
    person.explains("The price was wrong")
    person.commits()
    person.does("play.last")
    assert person.state("n") == 5
    assert not person.drafting.draft


def test_a_basket_of_emmett_is_put_right(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "carts.db"
    # By another name than that of which a shipped domain reads.
    rows = [row.replace("cart", "basket") for row in EMMETT_SQLITE.rows]
    run_in_file(path, *EMMETT_SQLITE.schema, *rows)
    person.opens(path, f"basket/{CART.replace('cart', 'basket')}")
    puts_right(person, "Priced")
    assert person.document.shown is not None
    assert person.document.shown.replay.index.last_version == 3


def test_an_order_of_eventsourcing_is_put_right(person: Person, tmp_path: Path) -> None:
    rows = [(HEX, version, "shop:Order.Priced", _STATE) for version in (1, 2)]
    path = make_eventsourcing(tmp_path / "shop.db", rows)
    person.opens(path)
    person.finds("00000000-0000-0000-0000-00000000000a")
    puts_right(person, "Order.Priced")
    assert person.state("timestamp") != "2024-05-01T08:00:00+00:00"
