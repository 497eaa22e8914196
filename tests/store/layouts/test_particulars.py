"""What is particular to one library."""

from __future__ import annotations

from typing import Any

import pytest

from leftfold.model.errors import CannotOpen, NotFound
from leftfold.model.stream import StreamId
from tests.store.layouts import emmett, marten, message_db, pg_eventstore, rails_event_store
from tests.store.layouts.castore import CASTORE
from tests.store.layouts.castore import schema as castore_schema
from tests.store.layouts.cqrs_es import CQRS_ES_POSTGRESQL
from tests.store.layouts.library import ODD, Place, at, insert, moment, opened
from tests.store.layouts.test_reading import events

HUGE = 16 * 1024 * 1024


def test_all_events_of_rails_are_one_stream_too_those_of_no_stream_among_them(place: Place) -> None:
    library = rails_event_store.RAILS_SQLITE
    with opened(place.make("sqlite", *library.schema, *library.rows), "rails-event-store-all") as store:
        assert [str(one.stream) for one in store.aggregates()] == ["stream/all"]
        found = events(store, StreamId("stream", "all"))
    assert [(one.version, one.type, one.position) for one in found] == [
        (0, "Placed", 1),
        (1, "Paid", 2),
        (2, "Noted", 3),
        (3, "Nowhere", 4),
    ]


def test_rails_streams_are_opened_first_and_all_events_offered(place: Place) -> None:
    library = rails_event_store.RAILS_SQLITE
    with opened(place.make("sqlite", *library.schema, *library.rows)) as store:
        assert ("event_store_events", "Rails Event Store, all events as one stream") in store.others


def test_versions_that_rails_does_not_store_are_counted_in_what_is_found(place: Place) -> None:
    library = rails_event_store.RAILS_SQLITE
    with opened(place.make("sqlite", *library.schema, *library.rows)) as store:
        found = {(event.stream.id, event.version) for event in store.search("☃")}
    assert found == {(rails_event_store.ORDER, 0), ("log", 1)}


def test_message_db_may_lie_in_a_schema_of_another_name(place: Place) -> None:
    where = place.make("postgresql", *message_db.schema("elsewhere"), *message_db.rows("elsewhere"))
    with opened(where) as store:
        assert store.layout.key == "message-db"
        assert "elsewhere.messages" in store.explanation
        stream = StreamId("account:command", "account:command-1+2")
        assert [one.type for one in events(store, stream)] == ["Open"]


def test_two_stores_in_two_schemas_are_both_named(place: Place) -> None:
    both = [*message_db.schema("one"), *message_db.rows("one"), *message_db.schema("two")]
    with opened(place.make("postgresql", *both)) as store:
        assert store.explanation.startswith("The table one.messages")
        assert ("two.messages", "Message DB") in store.others


def test_marten_in_a_schema_of_its_own_without_its_optional_columns(place: Place) -> None:
    schema = [
        one.replace("TABLE ", "TABLE shop.").replace("SEQUENCE ", "SEQUENCE shop.").replace(" ON ", " ON shop.")
        for one in marten.schema("uuid")
    ]
    row = marten.event(1, marten.CART, 1, "opened", {"n": 1}).replace("INTO mt_", "INTO shop.mt_")
    stream = insert("shop.mt_streams", id=marten.CART, type="cart", version=1)
    with opened(place.make("postgresql", "CREATE SCHEMA shop", *schema, stream, row)) as store:
        assert store.layout.key == "marten"
        (one,) = events(store, StreamId("cart", marten.CART))
        assert one.metadata == {"id": marten.event_id(1), "tenant_id": "*DEFAULT*"}
        assert store.resolve(marten.CART.replace("-", "")) == StreamId("cart", marten.CART)


def test_two_tenants_of_marten_keep_their_streams_of_one_name_apart(place: Place) -> None:
    library = marten.MARTEN_TENANTS
    with opened(place.make("postgresql", *library.schema, *library.rows)) as store:
        assert store.resolve("settings/north") == StreamId("settings", "settings/north")
        with pytest.raises(NotFound):
            store.resolve("settings")
        assert [one.stream.id for one in store.aggregates(find="south")] == ["settings/south"]


def test_castore_of_text_ids(place: Place) -> None:
    row = insert("event", aggregate_name="A", aggregate_id=ODD, version=1, type="T", timestamp=at(1) + "+00")
    with opened(place.make("postgresql", *castore_schema("varchar(64)"), row)) as store:
        assert store.resolve(ODD) == StreamId("A", ODD)
        (one,) = events(store, StreamId("A", ODD))
        assert (one.data, one.metadata, one.recorded_at) == (None, None, moment(1))


def test_pg_eventstore_before_it_knew_links_by_position(place: Place) -> None:
    columns = "link_global_position bigint, link_partition_id bigint"
    schema = [one.replace(columns, "link_id uuid") for one in pg_eventstore.SCHEMA]
    row = pg_eventstore.PG_EVENTSTORE.rows[0]
    with opened(place.make("postgresql", *schema, row)) as store:
        assert [one.type for one in events(store, StreamId("Members/User", "1"))] == ["UserCreated"]


def test_emmett_s_partitions_that_its_readers_pass_over_are_not_read(place: Place) -> None:
    library = emmett.EMMETT_POSTGRESQL
    with opened(place.make("postgresql", *library.schema, *library.rows)) as store:
        assert "Foreign" not in {one.type for stream in library.expected for one in events(store, stream)}


def test_an_archived_stream_that_was_begun_anew_is_listed_once(place: Place) -> None:
    library = emmett.EMMETT_SQLITE
    begun: dict[str, Any] = {"stream_id": "cart-old", "stream_position": 0, "partition": "x", "is_archived": False}
    stream = insert("emt_streams", database="sqlite", **begun, stream_type="cart", stream_metadata={})
    with opened(place.make("sqlite", *library.schema, *library.rows, stream)) as store:
        assert [one.stream.id for one in store.aggregates(find="old")] == ["cart-old"]
        assert len(events(store, StreamId("cart", "cart-old"))) == 2


def test_more_is_found_without_an_order_than_one_page_holds(place: Place) -> None:
    rows = (
        "INSERT INTO events SELECT 'T', 'id' || (n % 7), n, 'E', '1', json_build_object('x', 'needle'), '{}' "
        "FROM generate_series(1, 1234) AS n"
    )
    with opened(place.make("postgresql", *CQRS_ES_POSTGRESQL.schema, rows)) as store:
        found = [(event.stream.id, event.version) for event in store.search("needle")]
    assert len(found) == len(set(found)) == 1234
    assert found == sorted(found)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_payload_of_16_mib_is_read_whole(database: str, place: Place) -> None:
    if database == "sqlite":
        schema, layout = emmett.EMMETT_SQLITE.schema, emmett.EMMETT_SQLITE.layout
        rows = emmett.EMMETT_SQLITE.rows
        payload = f"json_object('x', printf('%.{HUGE}c', 'x'))"
        grown = f"UPDATE emt_messages SET message_data = {payload} WHERE stream_id = 'nameless'"
        stream = StreamId("emt:unknown", "nameless")
    else:
        schema, layout, rows = CASTORE.schema, CASTORE.layout, CASTORE.rows
        payload = f"jsonb_build_object('x', repeat('x', {HUGE}))"
        grown = f"UPDATE event SET data = {payload} WHERE aggregate_name = 'TRAINERS'"
        stream = next(stream for stream in CASTORE.expected if stream.type == "TRAINERS")
    with opened(place.make(database, *schema, *rows, grown)) as store:
        assert store.layout.key == layout
        (one,) = events(store, stream)
        assert isinstance(one.data, dict)
        assert one.data["x"] == "x" * HUGE
        (found,) = store.search("x" * 1000)
        assert found.stream == stream


def test_a_library_that_is_asked_for_where_another_is_says_what_lacks(place: Place) -> None:
    where = place.make("postgresql", *CASTORE.schema)
    with pytest.raises(CannotOpen, match="does not fit Marten: it has no table mt_events"), opened(where, "marten"):
        pass
