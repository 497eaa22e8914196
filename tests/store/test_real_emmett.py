"""A store written by Emmett for SQLite, against what that library itself says is in it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.store.counting import Counts
from leftfold.store.store import Store
from tests.store_builders import opened

CARTS = Path(__file__).parents[2].parent / "shared" / "stores" / "emmett-carts"

pytestmark = pytest.mark.skipif(not CARTS.exists(), reason="../shared/stores/emmett-carts is not on this machine")


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CARTS / "facts.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    copy = tmp_path_factory.mktemp("carts") / "store.sqlite"
    shutil.copyfile(CARTS / "store.sqlite", copy)
    with opened(copy) as store:
        yield store


def cart(id_: str) -> StreamId:
    return StreamId("shopping_cart", id_)


def events(store: Store, id_: str) -> list[Event]:
    index = store.index(cart(id_))
    return list(store.events(index).read(1, len(index)))


def archived(facts: dict[str, Any]) -> set[str]:
    return {one["id"] for one in facts["archived"]}


def test_the_layout_is_told_with_what_it_cannot(store: Store) -> None:
    assert store.layout.key == "emmett-sqlite"
    assert "emt_messages has the columns message_kind" in store.explanation
    assert [one.name for one in store.capabilities if not one.allowed] == ["soft delete", "restore", "snapshots"]


def test_events_are_counted(store: Store, facts: dict[str, Any]) -> None:
    counts, passed_over = facts["counts"], archived(facts)
    assert store.counts() == Counts(
        events=counts["events"],
        aggregates=counts["streams"],
        soft_deleted=sum(one["events"] for one in facts["streams"] if one["id"] in passed_over),
        snapshots=0,
        last_position=counts["events"],
    )
    everything = store.projection_index(StreamId("all", "*"), store.types())
    read = list(store.projected(everything).read(1, len(everything)))
    assert Counter(event.type for event in read) == counts["by_type"]
    assert [event.position for event in read] == list(range(1, counts["events"] + 1))


def test_every_stream_is_listed_with_its_events(store: Store, facts: dict[str, Any]) -> None:
    wanted = {one["id"]: (one["events"], int(one["current_version"])) for one in facts["streams"]}
    listed = store.aggregates(limit=1000)
    assert {one.stream.id: (one.events, one.version) for one in listed} == wanted
    assert store.types() == ("shopping_cart",)
    assert [store.resolve(id_) for id_ in wanted] == [cart(id_) for id_ in wanted]


def test_what_the_library_no_longer_reads_is_marked(store: Store, facts: dict[str, Any]) -> None:
    assert len(archived(facts)) == 2
    for stream in facts["streams"]:
        deleted = {event.deleted for event in events(store, stream["id"])}
        assert deleted == {stream["id"] in archived(facts)}


def test_events_are_decoded_as_the_library_decodes_them(store: Store, facts: dict[str, Any]) -> None:
    for detail in facts["detail"]:
        found = events(store, detail["id"])
        for event, wanted in zip(found, detail["decoded_events"], strict=False):
            told = dict(wanted["metadata"])
            # The library itself puts the row's positions over those in the metadata it has stored.
            assert (event.position, event.version) == (int(told.pop("globalPosition")), int(told.pop("streamPosition")))
            assert (event.type, event.data) == (wanted["type"], wanted["data"])
            assert isinstance(event.metadata, dict)
            noted = {key: value for key, value in event.metadata.items() if key != "streamPosition"}
            assert noted == {**told, "message_id": told["messageId"]}
            assert event.recorded_at is not None
            assert event.stream == cart(told["streamName"])
        assert len(found) >= len(detail["decoded_events"]) > 0


def items(found: list[Event]) -> list[dict[str, int]]:
    """How much of each product is in a cart after each of its events."""
    inside, after = dict[str, int](), []
    for event in found:
        data: Any = event.data
        sign = {"ProductItemAddedToShoppingCart": 1, "ProductItemRemovedFromShoppingCart": -1}.get(event.type, 0)
        if sign:
            product, quantity = data["productItem"]["productId"], data["productItem"]["quantity"]
            inside = {**inside, product: inside.get(product, 0) + sign * quantity}
        inside = {product: quantity for product, quantity in inside.items() if quantity}
        after.append(inside)
    return after


def _quantities(state: dict[str, Any]) -> dict[str, int]:
    return {product: item["quantity"] for product, item in state["items"].items()}


def test_carts_fold_to_the_items_of_the_library(store: Store, facts: dict[str, Any]) -> None:
    for stream in facts["streams"]:
        assert items(events(store, stream["id"]))[-1] == _quantities(stream["final_state"])
    for detail in facts["detail"]:
        after = items(events(store, detail["id"]))
        states = detail["state_at_position"].items()
        assert [after[int(at) - 1] for at, _state in states] == [_quantities(state) for _at, state in states]


def test_a_text_is_found_as_the_library_stored_it(store: Store, facts: dict[str, Any]) -> None:
    found = {event.stream.id for event in store.search("靴下")}
    assert {one["id"] for one in facts["streams"] if "靴下" in one["final_state"]["items"]} <= found
    assert list(store.search("no such text")) == []
